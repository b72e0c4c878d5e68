//! The images that the recorded answers know, as a catalogue.

use std::rc::Rc;

use serde_json::Value;
use stagescope::catalog::{BaseImage, Catalog, Healthcheck, HistoryEntry, ImageConfig, Lookup};
use stagescope::text::Text;

/// Reads `images.json`: canonical names without a tag; the empty name stands for all others, `null` for none.
pub fn catalog(images: &Value) -> Catalog<'static> {
    let mut catalog = Catalog::empty();
    for (name, image) in images.as_object().into_iter().flatten() {
        let answer = if image.is_null() { Lookup::Missing } else { Lookup::Known(Rc::new(read(image))) };
        catalog =
            if name.is_empty() { catalog.with_fallback(answer) } else { catalog.with_image(name, answer) };
    }
    catalog
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list(value: &Value, key: &str) -> Option<Vec<String>> {
    let items = value.get(key)?.as_array()?;
    Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn keys(value: &Value, key: &str) -> Vec<String> {
    value.get(key).and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
}

fn number(value: &Value, key: &str) -> i64 {
    value.get(key).and_then(Value::as_i64).unwrap_or_default()
}

fn read(image: &Value) -> BaseImage {
    let config = image.get("config").cloned().unwrap_or_default();
    let labels = config.get("Labels").and_then(Value::as_object);
    let label =
        |(key, value): (&String, &Value)| (key.clone(), value.as_str().unwrap_or_default().to_owned());
    let entries = image.get("history").and_then(Value::as_array).cloned().unwrap_or_default();
    let empty = image.pointer("/rootfs/diff_ids").and_then(Value::as_array).is_some_and(Vec::is_empty);
    let arch = text(image, "architecture");
    BaseImage {
        layers: if empty { Some(0) } else { None },
        only_platform: if arch.is_empty() { String::new() } else { format!("linux/{arch}") },
        author: text(image, "author"),
        history: entries
            .iter()
            .map(|entry| HistoryEntry {
                created_by: text(entry, "created_by"),
                comment: text(entry, "comment").into(),
                empty_layer: entry.get("empty_layer").and_then(Value::as_bool) == Some(true),
            })
            .collect(),
        config: ImageConfig {
            env: list(&config, "Env").unwrap_or_default().into_iter().map(Text::from).collect(),
            entrypoint: list(&config, "Entrypoint"),
            cmd: list(&config, "Cmd"),
            args_escaped: false,
            working_dir: text(&config, "WorkingDir"),
            user: text(&config, "User"),
            exposed_ports: keys(&config, "ExposedPorts"),
            volumes: keys(&config, "Volumes"),
            labels: labels.map(|labels| labels.iter().map(label).collect()).unwrap_or_default(),
            stop_signal: text(&config, "StopSignal"),
            on_build: list(&config, "OnBuild").unwrap_or_default(),
            shell: list(&config, "Shell"),
            healthcheck: config.get("Healthcheck").map(|check| Healthcheck {
                test: list(check, "Test").unwrap_or_default(),
                interval: number(check, "Interval"),
                timeout: number(check, "Timeout"),
                start_period: number(check, "StartPeriod"),
                start_interval: number(check, "StartInterval"),
                retries: number(check, "Retries"),
            }),
        },
        ..BaseImage::default()
    }
}
