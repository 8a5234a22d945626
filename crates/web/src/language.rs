use kernel::Refusal;

kernel::words! {
    /// The languages a page can be read in.
    pub enum Language {
        /// English.
        English = "en",
        /// Japanese.
        Japanese = "ja",
        /// Traditional Chinese.
        Chinese = "zh-Hant",
    }
}
db::stored!(Language);

impl Language {
    /// The refusal's sentence. Until the rooms' sentences are translated every reader gets the
    /// English one, and the page says so by its `lang`.
    pub fn say(self, refusal: &Refusal) -> String {
        refusal.english.clone()
    }

    /// The language the pages are written in for this reader today.
    pub fn shown(self) -> Language {
        Language::English
    }

    /// Its own name.
    pub fn label(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Japanese => "日本語",
            Language::Chinese => "繁體中文",
        }
    }
}
