use kernel::{At, Fault, Span, Yen};

/// One row of an answer, of either engine, read column by column without a copy in between.
pub enum Row<'r> {
    #[doc(hidden)]
    Sqlite(&'r rusqlite::Row<'r>),
    #[doc(hidden)]
    Pg(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// The number in column `at`; `None` for NULL.
    pub fn int(&self, at: usize) -> Result<Option<i64>, Fault> {
        match self {
            Row::Sqlite(row) => row.get(at).map_err(|e| self.unread(at, &e)),
            Row::Pg(row) => row.try_get(at).map_err(|e| self.unread(at, &e)),
        }
    }

    /// The text in column `at`; `None` for NULL.
    pub fn text(&self, at: usize) -> Result<Option<&str>, Fault> {
        match self {
            Row::Sqlite(row) => row
                .get_ref(at)
                .map_err(|e| self.unread(at, &e))?
                .as_str_or_null()
                .map_err(|e| self.unread(at, &e)),
            Row::Pg(row) => row.try_get(at).map_err(|e| self.unread(at, &e)),
        }
    }

    /// The bytes in column `at`; `None` for NULL.
    pub fn bytes(&self, at: usize) -> Result<Option<&[u8]>, Fault> {
        match self {
            Row::Sqlite(row) => row
                .get_ref(at)
                .map_err(|e| self.unread(at, &e))?
                .as_blob_or_null()
                .map_err(|e| self.unread(at, &e)),
            Row::Pg(row) => row.try_get(at).map_err(|e| self.unread(at, &e)),
        }
    }

    /// Whether column `at` is NULL.
    pub fn is_null(&self, at: usize) -> Result<bool, Fault> {
        match self {
            Row::Sqlite(row) => row
                .get_ref(at)
                .map(|v| v == rusqlite::types::ValueRef::Null)
                .map_err(|e| self.unread(at, &e)),
            Row::Pg(row) => Ok(match row.columns().get(at).map(|c| c.type_().clone()) {
                Some(tokio_postgres::types::Type::TEXT) => self.text(at)?.is_none(),
                Some(tokio_postgres::types::Type::BYTEA) => self.bytes(at)?.is_none(),
                _ => self.int(at)?.is_none(),
            }),
        }
    }

    /// The fault of a column that does not hold what it should.
    pub fn wrong(&self, at: usize, wanted: &str) -> Fault {
        Fault::new(format!("column {at} does not hold {wanted}"))
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        match self {
            Row::Sqlite(row) => row.as_ref().column_count(),
            Row::Pg(row) => row.len(),
        }
    }

    /// A column, whatever it holds.
    pub fn value(&self, at: usize) -> Result<crate::Value, Fault> {
        use rusqlite::types::ValueRef;
        use tokio_postgres::types::Type;

        use crate::{ToValue as _, Value};
        match self {
            Row::Sqlite(row) => match row.get_ref(at).map_err(|e| self.unread(at, &e))? {
                ValueRef::Null => Ok(Value::Null),
                ValueRef::Integer(number) => Ok(Value::Int(number)),
                ValueRef::Text(_) => Ok(self.text(at)?.to_value()),
                ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
                ValueRef::Real(_) => Err(self.wrong(at, "a number without a fraction")),
            },
            Row::Pg(row) => match row.columns().get(at).map(|c| c.type_().clone()) {
                Some(Type::TEXT) => Ok(self.text(at)?.to_value()),
                Some(Type::BYTEA) => Ok(self.bytes(at)?.to_value()),
                _ => Ok(self.int(at)?.to_value()),
            },
        }
    }

    fn unread(&self, at: usize, error: &dyn std::error::Error) -> Fault {
        Fault::new(format!("column {at} cannot be read: {error}"))
    }
}

/// What can be read from one column.
pub trait FromCol: Sized {
    /// Reads column `at`.
    fn from_col(row: &Row<'_>, at: usize) -> Result<Self, Fault>;
}

macro_rules! read_as {
    ($($ty:ty: $get:ident $value:ident => $made:expr, $wanted:literal;)*) => {$(
        impl FromCol for $ty {
            fn from_col(row: &Row<'_>, at: usize) -> Result<Self, Fault> {
                let $value = row.$get(at)?.ok_or_else(|| row.wrong(at, $wanted))?;
                Ok($made)
            }
        }
    )*};
}

read_as! {
    i64: int v => v, "a number";
    String: text v => v.to_owned(), "text";
    Vec<u8>: bytes v => v.to_vec(), "bytes";
    Yen: int v => Yen::new(v), "an amount";
    At: int v => At::from_micros(v), "an instant";
    Span: int v => Span::micros(v), "a length of time";
    bool: int v => v != 0, "0 or 1";
}

impl<T: FromCol> FromCol for Option<T> {
    fn from_col(row: &Row<'_>, at: usize) -> Result<Self, Fault> {
        if row.is_null(at)? { Ok(None) } else { T::from_col(row, at).map(Some) }
    }
}

/// What can be read from one row: a tuple in column order, or a struct made by [`crate::row!`].
pub trait FromRow: Sized {
    /// Reads the row.
    fn from_row(row: &Row<'_>) -> Result<Self, Fault>;
}

macro_rules! tuple_row {
    ($($name:ident $at:tt),*) => {
        impl<$($name: FromCol),*> FromRow for ($($name,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self, Fault> {
                Ok(($( $name::from_col(row, $at)?, )*))
            }
        }
    };
}
tuple_row!(A 0);
tuple_row!(A 0, B 1);
tuple_row!(A 0, B 1, C 2);
tuple_row!(A 0, B 1, C 2, D 3);
tuple_row!(A 0, B 1, C 2, D 3, E 4);
tuple_row!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple_row!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple_row!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// Defines a struct that is read from a row, field by field in column order.
#[macro_export]
macro_rules! row {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$doc:meta])* $fvis:vis $field:ident : $ty:ty ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        $vis struct $name { $( $(#[$doc])* $fvis $field: $ty, )* }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row<'_>) -> Result<Self, $crate::Fault> {
                let mut at = 0usize;
                $( let $field = <$ty as $crate::FromCol>::from_col(row, at)?; at += 1; )*
                let _ = at;
                Ok($name { $( $field, )* })
            }
        }
    )*};
}
