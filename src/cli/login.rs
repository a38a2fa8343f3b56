//! Asks for a password that nobody said, where there is a terminal to ask on.

use std::io::IsTerminal as _;

use super::failure::Failure;
use super::runtime::wait_for;
use crate::client;
use crate::client::address::{Address, Secret};

/// The address, with a password where the server wants one and it is said nowhere.
pub(super) fn asked(address: &Address) -> Result<Address, Failure> {
    let silent = !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal();
    if silent || address.server().is_none_or(|server| server.password.is_some()) {
        return Ok(address.clone());
    }
    if !wait_for(client::lacks_password(address))? {
        return Ok(address.clone());
    }
    match rpassword::prompt_password(format!("password for {address}: ")) {
        Ok(password) => Ok(address.clone().with_password(Secret::new(password))),
        // Without one the connection says what is missing.
        Err(_) => Ok(address.clone()),
    }
}
