use kernel::{At, Span, Yen};

/// A value on its way into a statement. Three column words, and nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BYTEA.
    Bytes(Vec<u8>),
    /// NULL.
    Null,
}

/// What can be stored in one column.
pub trait ToValue {
    /// The column's value.
    fn to_value(&self) -> Value;
}

macro_rules! stored_as {
    ($($ty:ty: $self:ident => $value:expr;)*) => {$(
        impl ToValue for $ty {
            fn to_value(&$self) -> Value { $value }
        }
    )*};
}

stored_as! {
    i64: self => Value::Int(*self);
    str: self => Value::Text(self.to_owned());
    String: self => Value::Text(self.clone());
    [u8]: self => Value::Bytes(self.to_vec());
    Vec<u8>: self => Value::Bytes(self.clone());
    bool: self => Value::Int(i64::from(*self));
    Yen: self => Value::Int(self.get());
    At: self => Value::Int(self.micros());
    Span: self => Value::Int(self.as_micros());
    Value: self => self.clone();
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}
impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}
impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

macro_rules! stored_id {
    ($id:ty) => {
        impl ToValue for $id {
            fn to_value(&self) -> Value {
                Value::Text(kernel::Id::written(*self))
            }
        }
        impl crate::FromCol for $id {
            fn from_col(row: &crate::Row<'_>, at: usize) -> Result<Self, kernel::Fault> {
                let text = row.text(at)?;
                text.and_then(<$id as kernel::Id>::parse).ok_or_else(|| row.wrong(at, "an id"))
            }
        }
    };
}
kernel::each_id!(stored_id);

/// Lets a list of words ([`kernel::words!`]) be a column.
#[macro_export]
macro_rules! stored {
    ($($word:ty),* $(,)?) => {$(
        impl $crate::ToValue for $word {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::Text(::kernel::Word::word(*self).to_owned())
            }
        }
        impl $crate::FromCol for $word {
            fn from_col(row: &$crate::Row<'_>, at: usize) -> Result<Self, $crate::Fault> {
                row.text(at)?
                    .and_then(<$word as ::kernel::Word>::from_word)
                    .ok_or_else(|| row.wrong(at, stringify!($word)))
            }
        }
    )*};
}

/// A statement's parameters, in order: a tuple, or a list of ready values.
pub trait Params {
    /// The values, `$1` first.
    fn values(self) -> Vec<Value>;
}

impl Params for () {
    fn values(self) -> Vec<Value> {
        Vec::new()
    }
}
impl Params for Vec<Value> {
    fn values(self) -> Vec<Value> {
        self
    }
}

macro_rules! tuple_params {
    ($($name:ident $at:tt),*) => {
        impl<$($name: ToValue),*> Params for ($($name,)*) {
            fn values(self) -> Vec<Value> {
                vec![$( self.$at.to_value() ),*]
            }
        }
    };
}
tuple_params!(A 0);
tuple_params!(A 0, B 1);
tuple_params!(A 0, B 1, C 2);
tuple_params!(A 0, B 1, C 2, D 3);
tuple_params!(A 0, B 1, C 2, D 3, E 4);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15,
    Q 16);
tuple_params!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15,
    Q 16, R 17);
