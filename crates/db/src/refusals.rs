kernel::refusals! {
    /// Why the database does not take an act or cannot be opened.
    pub enum DbRefusal {
        /// Too many acts are waiting already.
        "db.busy" 503 Busy = "The house is very busy just now. Nothing was changed; please try again in a few seconds.";
        /// The disk cannot take another byte.
        "db.disk_full" 507 DiskFull = "The disk is full. Nothing was changed; the operator has to make room.";
        /// The file is damaged.
        "db.corrupt" 500 Corrupt { file: String } = "The database {file} is damaged. Stop daiko, keep the file, and restore the latest backup.";
        /// A later daiko wrote this database.
        "db.newer" 409 Newer { file: String, found: i64, known: i64 } = "The database {file} was written by a newer daiko (schema {found}, this one knows {known}). Start the newer program.";
        /// The schema was changed by hand.
        "db.edited_migration" 409 EditedMigration { number: i64 } = "Migration {number} is not the text this database was made with. Use the daiko that made it, or restore a backup.";
        /// The file belongs to another program.
        "db.not_ours" 409 NotOurs { file: String } = "{file} is a database of another program. Choose another data folder.";
        /// Another daiko uses the folder.
        "db.folder_in_use" 409 FolderInUse { folder: String } = "Another daiko already uses the data folder {folder}. Stop it first, or choose another folder.";
        /// The folder cannot be used.
        "db.no_folder" 500 NoFolder { folder: String, why: String } = "The data folder {folder} cannot be used: {why}.";
        /// The server does not answer.
        "db.unreachable" 503 Unreachable { why: String } = "The database server cannot be reached: {why}.";
        /// The address is not one of a database.
        "db.bad_address" 400 BadAddress { address: String } = "{address} is not a database daiko knows: write sqlite, or postgres://user@host/name.";
        /// The house is closing.
        "db.closing" 503 Closing = "The house is closing. Nothing was changed; please try again in a minute.";
    }
}
