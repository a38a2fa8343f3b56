//! The language server: what the compiler knows, in an editor.
//!
//! [`Workspace`] is the pure core: texts and positions in, the protocol's values out, without a process. `view`
//! looks at one file of a compiled program, and each of the other files answers one kind of question. [`serve`]
//! is the thin loop around it.

mod actions;
mod complete;
mod context;
mod hints;
mod hover;
mod navigate;
mod outline;
mod rename;
mod server;
mod tokens;
mod transport;
mod view;
mod workspace;

pub use server::serve;
pub use workspace::{Findings, Workspace};
