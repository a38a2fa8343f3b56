//! Where asynchronous work is waited for: databases are the only thing that is.

use super::failure::Failure;

/// Does it, on this thread.
pub(super) fn wait_for<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|source| Failure::Start { error: source })?.block_on(work))
}
