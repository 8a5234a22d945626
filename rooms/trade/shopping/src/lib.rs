//! shopping
