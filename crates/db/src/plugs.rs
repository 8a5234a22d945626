use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// Things that acts of upper floors need and that are not data: the keyring, settings, a wheel of
/// timers. Plugged in once, at opening; found by their type.
#[derive(Clone, Default)]
pub struct Plugs(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Plugs {
    /// No plugs.
    pub fn new() -> Plugs {
        Plugs::default()
    }

    /// The same plugs and this one.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, plug: Arc<T>) -> Plugs {
        self.0.insert(TypeId::of::<T>(), plug);
        self
    }

    /// The plug of this type.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.get(&TypeId::of::<T>()).and_then(|plug| plug.downcast_ref())
    }
}
