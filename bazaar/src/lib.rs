//! bazaar
