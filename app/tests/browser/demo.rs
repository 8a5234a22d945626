//! The demonstration as a newcomer starts it: the real program, its bazaar beside it.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The running demonstration; told to stop when the test is over.
pub struct Demo {
    process: Child,
    pub house: String,
    pub market: String,
    folder: PathBuf,
}

impl Demo {
    /// Starts it and waits until it answers.
    pub async fn start() -> Demo {
        let folder = daiko::child::fresh_folder("browser").unwrap();
        let (house, market) =
            (daiko::child::free_port().unwrap(), daiko::child::free_port().unwrap());
        let process = Command::new(env!("CARGO_BIN_EXE_daiko"))
            .args(["--data", &folder.join("data").display().to_string()])
            .args(["--listen", &format!("127.0.0.1:{house}")])
            .args(["--bazaar", &format!("127.0.0.1:{market}")])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let demo = Demo {
            process,
            house: format!("http://127.0.0.1:{house}"),
            market: format!("http://127.0.0.1:{market}"),
            folder,
        };
        super::answers(&format!("{}/figures", demo.house)).await;
        demo
    }

    /// What the marketplace's operator is answered.
    pub async fn operator(&self, path: &str, body: &Value) -> Value {
        let access = bazaar::Access::read(&self.folder.join("data/bazaar")).unwrap();
        let client = reqwest::Client::new();
        let request = client.post(format!("{}{path}", self.market)).bearer_auth(access.admin_token);
        let answer = request.json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {:?}", answer.text().await);
        answer.json().await.unwrap()
    }

    /// Lists one thing; its id at the marketplace.
    pub async fn list(&self, body: Value) -> String {
        let listed = self.operator("/v1/admin/listings", &body).await;
        listed["ids"][0].as_str().unwrap().to_owned()
    }

    /// Somebody else bids there.
    pub async fn rival(&self, item: &str, name: &str, yen: i64) {
        let rival = json!({ "name": name, "amount_yen": yen });
        self.operator(&format!("/v1/admin/items/{item}/rival-bids"), &rival).await;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Told, not killed: its bazaar ends with it.
        let _ = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        for _ in 0..100 {
            if self.process.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
