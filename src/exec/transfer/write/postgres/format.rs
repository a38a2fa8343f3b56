//! The formats of COPY.

use super::super::super::feed::Encoder;
use crate::dialect::transport::Form;

/// A format of COPY.
pub(super) trait Format: Encoder<Load = Vec<u8>> {
    const FORM: Form;
    /// What is before the rows, and after them.
    const AROUND: (&'static [u8], &'static [u8]);
}
