//! A backup of before an erasure, taken and restored as an operator would, on either engine.

use std::path::PathBuf;

use privacy::Keyring;

use crate::common::{Scene, fresh_folder};
use crate::rights::{copy, found_in_files};

/// The folder of data as it was, and on a server a copy of every table.
pub struct Backup {
    folder: PathBuf,
    shelf: Option<Shelf>,
}

impl Backup {
    /// Takes it, where there is something to lose.
    pub async fn of(scene: &Scene, words: &[String]) -> Backup {
        let folder = fresh_folder().join("backup");
        copy(&scene.blueprint.data, &folder);
        let shelf = match &scene.blueprint.postgres {
            Some(address) => Some(Shelf::fill(address).await),
            None => {
                let lies = found_in_files(&folder, words);
                assert!(lies.is_some(), "there is something to lose");
                None
            }
        };
        Backup { folder, shelf }
    }

    /// The database of before the erasure, with the keys of today, whose epoch has turned since: it
    /// forgets anew.
    pub async fn forgets_again(self, scene: &mut Scene, words: &[String]) {
        scene.house().db.plugs().get::<Keyring>().unwrap().turn().unwrap();
        let (data, folder) = (scene.blueprint.data.clone(), self.folder.clone());
        scene.close();
        for part in ["keystore", "master"] {
            std::fs::remove_dir_all(folder.join(part)).unwrap();
            copy(&data.join(part), &folder.join(part));
        }
        if let Some(shelf) = &self.shelf {
            shelf.restore().await;
        }
        scene.blueprint.data = folder;
        scene.reopen(|_| {});
        let holds = |row: &String| words.iter().any(|word| row.contains(word.as_str()));
        assert!(scene.dump().iter().any(holds), "{}: nothing was restored", scene.engine);
        let db = scene.house().db.clone();
        std::thread::scope(|scope| {
            let again = scope.spawn(|| {
                assert!(privacy::erase::forget_again(&db).unwrap() > 0);
                while privacy::erase::carry_out(&db).unwrap() > 0 {}
                assert!(db.fold().unwrap());
            });
            again.join().unwrap();
        });
        drop(db);
        crate::rights::is_nowhere(scene, words);
        scene.close();
        assert_eq!(found_in_files(&self.folder, words), None);
        scene.blueprint.data = data;
        let _ = std::fs::remove_dir_all(self.folder);
    }
}

/// A copy of every table, in a schema beside the house's own.
struct Shelf {
    server: String,
    schema: String,
}

impl Shelf {
    async fn fill(address: &str) -> Shelf {
        let (server, schema) = address.split_once("schema=").unwrap();
        let server = server.trim_end_matches(['?', '&']).to_owned();
        let shelf = Shelf { server, schema: schema.to_owned() };
        let kept = shelf.kept();
        shelf.run(&format!("CREATE SCHEMA {kept}"), "").await;
        shelf.run("", "CREATE TABLE {kept}.{table} AS TABLE {schema}.{table}").await;
        shelf
    }

    fn kept(&self) -> String {
        format!("{}_kept", self.schema)
    }

    async fn restore(&self) {
        let each = "SET session_replication_role = replica; DELETE FROM {schema}.{table}; INSERT INTO {schema}.{table} SELECT * FROM {kept}.{table}";
        self.run("", each).await;
        self.run(&format!("DROP SCHEMA {} CASCADE", self.kept()), "").await;
    }

    #[expect(clippy::disallowed_methods, reason = "a backup is no part of the house")]
    async fn run(&self, once: &str, each: &str) {
        let (client, connection) =
            tokio_postgres::connect(&self.server, tokio_postgres::NoTls).await.unwrap();
        let running = tokio::spawn(connection);
        client.batch_execute(once).await.unwrap();
        let tables = "SELECT tablename FROM pg_tables WHERE schemaname = $1";
        for row in client.query(tables, &[&self.schema]).await.unwrap() {
            let table: String = row.get(0);
            let text = each.replace("{schema}", &self.schema).replace("{kept}", &self.kept());
            client.batch_execute(&text.replace("{table}", &table)).await.unwrap();
        }
        drop(client);
        running.await.unwrap().unwrap();
    }
}
