//! The bottom of all that talks to databases: where one is ([`address`]), how it is opened, an open connection, what it complains
//! about, and its catalogue as a schema.

pub mod address;
pub mod catalog;
pub(crate) mod connect;
pub(crate) mod db;
mod error;
pub(crate) mod trouble;

pub use connect::lacks_password;
pub use error::ClientError;
