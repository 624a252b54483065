//! News, each heard once.

use std::rc::Rc;

use yew::prelude::*;

use crate::open_room::store::News;

/// Calls `hear` once with the news that are new to this component, in order.
#[hook]
pub fn use_news(news: Rc<[(u64, News)]>, hear: impl Fn(&[News]) + 'static) {
    let heard = use_mut_ref(|| 0_u64);
    let newest = news.last().map_or(0, |(number, _)| *number);
    use_effect_with(newest, move |_| {
        let before = heard.replace(newest);
        let new: Vec<News> = news.iter().filter(|(number, _)| *number > before).map(|(_, news)| news.clone()).collect();
        if !new.is_empty() {
            hear(&new);
        }
    });
}
