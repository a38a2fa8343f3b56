//! Where asynchronous work is waited for: databases are the only thing that is.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

use super::failure::Failure;

/// The one runtime: a connection belongs to the one it was opened in.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Runs a future to its end, waiting for it on this thread.
pub(super) fn wait_for<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = match RUNTIME.get() {
        Some(runtime) => runtime,
        None => {
            let made = Builder::new_current_thread().enable_all().build();
            let made = made.map_err(|source| Failure::Start { error: source })?;
            RUNTIME.get_or_init(|| made)
        }
    };
    Ok(runtime.block_on(work))
}
