//! Channels of different processes hear each other.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "tasks.channel-layer",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://channels.readthedocs.io/en/stable/topics/channel_layers.html",
    title: text("The channel layer spans all processes", "Channel layer общий для всех процессов"),
    why: text(
        "The in-memory layer lives in one process: with a second worker a message reaches only some of its listeners.",
        "In-memory слой живёт в одном процессе: со вторым воркером сообщение дойдёт лишь до части получателей.",
    ),
    how: text(
        "Use channels_redis.core.RedisChannelLayer.",
        "Используйте channels_redis.core.RedisChannelLayer.",
    ),
    examples: &[
        fails("CHANNEL_LAYERS = {'default': {'BACKEND': 'channels.layers.InMemoryChannelLayer'}}"),
        passes(
            "CHANNEL_LAYERS = {'default': {'BACKEND': 'channels_redis.core.RedisChannelLayer', 'CONFIG': {'hosts': [('redis', 6379)]}}}",
        ),
        irrelevant(""),
        undecided("from .other import CHANNEL_LAYERS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.binding("CHANNEL_LAYERS").is_none() {
        return Ok(not_applicable());
    }
    let Some(backend) = project.settings.path("CHANNEL_LAYERS", &["default", "BACKEND"])? else {
        return Ok(not_applicable());
    };
    if backend.as_str() != Some("channels.layers.InMemoryChannelLayer") {
        return Ok(pass().at(&backend));
    }
    Ok(attention(text(
        "CHANNEL_LAYERS uses InMemoryChannelLayer, which its own documentation keeps for tests and development.",
        "В CHANNEL_LAYERS стоит InMemoryChannelLayer, который сама документация отводит для тестов и разработки.",
    ))
    .at(&backend)
    .fix(
        Applicability::DisplayOnly,
        Where::Module,
        "CHANNEL_LAYERS = {\n    \"default\": {\n        \"BACKEND\": \"channels_redis.core.RedisChannelLayer\",\n        \"CONFIG\": {\"hosts\": [(\"redis\", 6379)]},\n    },\n}",
    ))
}
