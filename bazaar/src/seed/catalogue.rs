use kernel::Refused;
use serde::Deserialize;

use crate::refusals::No;

/// The invented goods and sellers of data/catalogue.toml.
#[derive(Debug, Deserialize)]
pub(crate) struct Catalogue {
    pub(crate) variants: Vec<Named>,
    #[serde(rename = "seller")]
    pub(crate) sellers: Vec<Seller>,
    #[serde(rename = "category")]
    pub(crate) categories: Vec<Category>,
}

/// A word in two languages.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Named {
    pub(crate) ja: String,
    pub(crate) en: String,
}

/// A seller.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Seller {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) prefecture: String,
}

/// A category of the first level.
#[derive(Debug, Deserialize)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) ja: String,
    pub(crate) en: String,
    pub(crate) makers: Vec<Named>,
    #[serde(rename = "leaf")]
    pub(crate) leaves: Vec<Leaf>,
}

/// A category of the second level.
#[derive(Debug, Deserialize)]
pub(crate) struct Leaf {
    pub(crate) id: String,
    pub(crate) ja: String,
    pub(crate) en: String,
    pub(crate) things: Vec<Thing>,
}

/// Something that is sold.
#[derive(Debug, Deserialize)]
pub(crate) struct Thing {
    pub(crate) ja: String,
    pub(crate) en: String,
    pub(crate) worth: i64,
    pub(crate) weight: i64,
    pub(crate) size: i64,
}

impl Catalogue {
    /// The one that comes with the marketplace.
    pub(crate) fn bundled() -> Result<Catalogue, Refused> {
        let read: Result<Catalogue, _> = toml::from_str(include_str!("../../data/catalogue.toml"));
        let catalogue = read.map_err(|e| No::BadCatalogue { why: e.to_string() })?;
        let leaves = catalogue.categories.iter().flat_map(|category| &category.leaves);
        let hollow = catalogue.sellers.is_empty()
            || catalogue.variants.is_empty()
            || catalogue.categories.iter().any(|c| c.makers.is_empty() || c.leaves.is_empty())
            || leaves.map(|leaf| leaf.things.len()).any(|things| things == 0);
        if hollow {
            return Err(No::BadCatalogue { why: "a list in it is empty".to_owned() }.into());
        }
        Ok(catalogue)
    }

    /// The seller with this id.
    pub(crate) fn seller(&self, id: &str) -> Option<&Seller> {
        self.sellers.iter().find(|seller| seller.id == id)
    }

    /// All leaves with the category above each.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = (&Category, &Leaf)> {
        self.categories.iter().flat_map(|above| above.leaves.iter().map(move |leaf| (above, leaf)))
    }

    /// A category's names from the top down, in Japanese and English.
    pub(crate) fn path(&self, id: &str) -> Vec<(&str, &str)> {
        let leaf = self.leaves().find(|(above, leaf)| leaf.id == id || above.id == id);
        let Some((above, leaf)) = leaf else { return Vec::new() };
        let mut path = vec![(above.ja.as_str(), above.en.as_str())];
        if leaf.id == id {
            path.push((leaf.ja.as_str(), leaf.en.as_str()));
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_catalogue_is_whole() {
        let catalogue = Catalogue::bundled().unwrap();
        assert!(catalogue.sellers.len() >= 20);
        for (above, leaf) in catalogue.leaves() {
            assert!(leaf.id.starts_with(&format!("{}.", above.id)), "{}", leaf.id);
            assert_eq!(catalogue.path(&leaf.id).len(), 2);
            for thing in &leaf.things {
                assert!(thing.worth > 500 && thing.weight > 0 && thing.size >= 60, "{}", thing.en);
            }
        }
        assert_eq!(catalogue.path("camera"), [("カメラ", "Cameras")]);
        assert!(catalogue.path("nothing").is_empty());
    }
}
