//! What reads rows on a thread of its own.

use super::super::feed::{Sink, Stop};
use super::super::flow::Flow;

/// Reads rows without waiting for anybody but the sink: it is called on a thread of its own.
pub(crate) trait Rows: Send {
    /// Puts all rows of a flow into the sink.
    fn read(&mut self, flow: &Flow, sink: &mut dyn Sink) -> Result<(), Stop>;
}
