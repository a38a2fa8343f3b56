//! Databases to schemas.
