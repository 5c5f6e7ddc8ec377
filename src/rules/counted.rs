//! Counters in a cache: what all processes must see, and none may lose.

use super::rule::{Verdict, attention, not_applicable, pass};
use crate::model::{Text, text};
use crate::project::{CacheKind, Project};

/// Whether the cache keeps one count for all processes; `what` is counted there.
pub(super) fn counted(project: &Project, alias: &str, what: Text) -> Verdict {
    let Some(cache) = project.cache(alias)? else { return Ok(not_applicable()) };
    let Text { en: what, ru: what_ru } = what;
    let message = match *cache {
        CacheKind::Local if project.is_one_process() => {
            return Ok(pass()
                .saying(text(
                    "One process answers, so its memory counts for all; a restart forgets.",
                    "Отвечает один процесс, и его памяти хватает; перезапуск её очищает.",
                ))
                .at(&cache));
        }
        CacheKind::Local => {
            let Text { en, ru } = project.each_process();
            text! {
                en: "{what} are counted in the cache {alias:?}, the memory of {en}: the limit is there once in each.",
                ru: "{what_ru} считаются в кеше {alias:?}, то есть в памяти {ru}: лимит там у каждого свой.",
            }
        }
        CacheKind::Dummy => text! {
            en: "{what} are counted in the cache {alias:?}, which keeps nothing: no limit takes effect.",
            ru: "{what_ru} считаются в кеше {alias:?}, а он ничего не хранит: лимиты не сработают.",
        },
        CacheKind::Files => text! {
            en: "{what} are counted in the cache {alias:?}, a folder of files that other machines do not see.",
            ru: "{what_ru} считаются в кеше {alias:?} — в папке с файлами, которую другие машины не видят.",
        },
        CacheKind::Database | CacheKind::Server | CacheKind::Other => return Ok(pass().at(&cache)),
    };
    Ok(attention(message).at(&cache).related(project.processes_place()))
}
