//! How tables, their facts and lists are declared: one row a field, from which its type, the facts that rules read, the keys
//! of a starting review and the comparison of drafts follow.

use super::super::value::{Names, Value};
use super::super::{Review, When};
use super::list_name::ListName;

/// The value of a key, as facts read it.
pub(in crate::review) trait Readable {
    fn value(&self) -> Value<'_>;
}

impl Readable for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Readable for bool {
    fn value(&self) -> Value<'_> {
        Value::YesNo(*self)
    }
}

impl Readable for u32 {
    fn value(&self) -> Value<'_> {
        Value::number(i64::from(*self))
    }
}

impl Readable for When {
    fn value(&self) -> Value<'_> {
        Value::Date { first: Some(self.first()), last: Some(self.last()), stated: true }
    }
}

impl Readable for Vec<String> {
    fn value(&self) -> Value<'_> {
        Value::list(Names::Texts(self))
    }
}

/// An item of a list of tables.
pub(crate) trait Item: Clone + PartialEq + std::fmt::Debug {
    /// The list.
    const LIST: ListName;
    /// Returns the list of a review.
    fn list(review: &Review) -> &Option<Vec<Self>>;
    /// Returns the list of a review, to change it.
    fn list_mut(review: &mut Review) -> &mut Option<Vec<Self>>;
    /// Returns what links call the item; items of some lists have no id.
    fn id(&self) -> Option<&str>;
    /// Returns the texts that the item is known by, whatever its id; the first that is not empty counts.
    fn texts(&self) -> Vec<Option<&str>>;
    /// Returns the date that the item is known by besides.
    fn when(&self) -> Option<When>;

    /// Returns what the item says, by which it is known whatever its id; empty if it says nothing.
    fn says(&self) -> String {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = self.texts().into_iter().flatten().map(words).find(|text| !text.is_empty());
        match (said, self.when()) {
            (Some(said), Some(when)) => format!("{when} {said}"),
            (said, _) => said.unwrap_or_default(),
        }
    }

    /// Returns the items of a review.
    fn all(review: &Review) -> &[Self] {
        Self::list(review).as_deref().unwrap_or_default()
    }
}

/// Declares a table of the review: every key optional, unknown keys refused, messages in plain words. A field that rules can
/// read has its fact in brackets: the key, the type, what it rests on, a noun for sentences, what it means, marks, and how it
/// is read where that is not the value itself.
macro_rules! table {
    (
        $(#[$meta:meta])* $name:ident, $words:literal, $scope:tt $table:literal $path:tt {
            $($(#[$doc:meta])* $field:ident: $type:ty $([$($fact:tt)+])?),+ $(,)?
        }
    ) => {
        table! { $(#[$meta])* $name, $words { $($(#[$doc])* $field: $type),+ } }
        facts! { impl $name, $scope $table $path { $($($field [$($fact)+],)?)+ } }
    };
    ($(#[$meta:meta])* $name:ident, $words:literal { $($(#[$doc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        #[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields, default, expecting = $words)]
        #[schemars(transform = schema::or_no_value)]
        $(#[$meta])*
        pub struct $name { $($(#[$doc])* pub $field: Option<$type>),+ }
    };
}

/// Declares the facts of a table, as a constant or as the constant `FACTS` of its type.
macro_rules! facts {
    (impl $name:ident, $scope:tt $table:literal $path:tt $rows:tt) => {
        impl $name {
            facts! { FACTS, $scope $table $path $rows }
        }
    };
    ($name:ident, $scope:tt $table:literal $path:tt { $($field:ident [$key:literal $($row:tt)+],)* }) => {
        /// The facts that are keys of the table.
        pub(in crate::review) const $name: &'static [Fact] = &[$(fact! { $scope $table $path $field $key $($row)+ }),*];
    };
}

/// One fact that is a key of a table.
macro_rules! fact {
    ($scope:tt $table:literal $path:tt $field:ident $key:literal $kind:expr, $basis:ident, $noun:literal, $meaning:literal $(, $mark:ident)*) => {
        fact! { $scope $table $path $field $key $kind, $basis, $noun, $meaning $(, $mark)* => access!(get $scope $path $field) }
    };
    ($scope:tt $table:literal $path:tt $field:ident $key:literal $kind:expr, $basis:ident, $noun:literal, $meaning:literal $(, $mark:ident)* => $get:expr) => {
        Fact {
            name: access!(name $scope $table $key),
            kind: $kind,
            noun: $noun,
            meaning: $meaning,
            basis: Basis::$basis,
            key: concat!($table, ".", $key),
            marks: &[$(Mark::$mark),*],
            copy: Some(access!(copy $scope $path $field)),
            get: $get,
            ..Fact::blank(access!(scope $scope))
        }
    };
}

/// How a key is reached, of a table of the review (`in`) or of each item of a list.
macro_rules! access {
    (name in $table:literal $key:literal) => { concat!($table, ".", $key) };
    (name ($list:ident) $table:literal $key:literal) => { $key };
    (scope in) => { Scope::Review };
    (scope ($list:ident)) => { Scope::Item(ListName::$list) };
    (get in [$($path:ident).+] $field:ident) => { |f, _| f.review().$($path).+.$field.as_ref().map(Readable::value) };
    (get ($list:ident) [$($path:ident).+] $field:ident) => {
        |f, at| f.review().$($path).+.as_ref()?.get(at)?.$field.as_ref().map(Readable::value)
    };
    (copy in [$($path:ident).+] $field:ident) => {
        |own, other, _| own.$($path).+.$field.clone_from(&other.$($path).+.$field)
    };
    (copy ($list:ident) [$($path:ident).+] $field:ident) => {
        |own, other, (from, to)| {
            let items = (own.$($path).+.as_mut(), other.$($path).+.as_ref());
            if let (Some(own), Some(other)) = (items.0.and_then(|own| own.get_mut(to)), items.1.and_then(|other| other.get(from))) {
                own.$field.clone_from(&other.$field);
            }
        }
    };
}

/// Declares the lists of tables: where each is, the type of its items, the id of an item where it has one, and the texts by
/// which it is known.
macro_rules! lists {
    ($d:tt $($name:ident [$($path:ident).+] $type:ident $(, $mark:ident)*
        => $(id $id:ident)? [$($text:ident),+] $(at $date:ident)?;)+) => {
        impl ListName {
            /// How many items the list of a review has.
            pub(crate) fn len(self, review: &Review) -> usize {
                match self { $(ListName::$name => $type::all(review).len()),+ }
            }

            /// The list as a fact of the review.
            pub(in crate::review) const fn fact(self) -> Fact {
                let (get, marks): (Get, &[Mark]) = match self {
                    $(ListName::$name => (|f, _| f.items(ListName::$name, &f.review().$($path).+), &[$(Mark::$mark),*])),+
                };
                let (name, noun, meaning) = (self.name(), self.nouns().0, self.meaning());
                Fact { name, key: name, kind: FactType::List(None), noun, meaning, marks, get, ..Fact::blank(Scope::Review) }
            }
        }

        $(impl Item for $type {
            const LIST: ListName = ListName::$name;

            fn list(review: &Review) -> &Option<Vec<Self>> {
                &review.$($path).+
            }

            fn list_mut(review: &mut Review) -> &mut Option<Vec<Self>> {
                &mut review.$($path).+
            }

            fn id(&self) -> Option<&str> {
                None::<&str>$(.or(self.$id.as_deref()))?
            }

            fn texts(&self) -> Vec<Option<&str>> {
                vec![$(self.$text.as_deref()),+]
            }

            fn when(&self) -> Option<When> {
                None$(.or(self.$date))?
            }
        })+

        /// Evaluates an expression in which `T` is the type of the items of a list.
        macro_rules! by_list {
            ($d list:expr, $d t:ident => $d body:expr) => {
                match $d list { $($d crate::review::vocabulary::ListName::$name => { type $d t = $d crate::review::$type; $d body })+ }
            };
        }
        pub(crate) use by_list;
    };
}

pub(super) use {access, fact, facts, lists, table};
