//! The words of pairing codes: lists of words that sound apart, from which two are drawn and read out.
//!
//! A language brings a list of its own: [`LISTS`] has them all, and whoever types a code need not say which one it is from, since the
//! words say that. A list never loses a word and changes none, or people whose versions differ would misread each other.

/// Words that a code is made of.
#[derive(Debug, PartialEq, Eq)]
pub struct WordList {
    /// The tag of its language (BCP 47).
    pub language: &'static str,
    /// [`COUNT`] words in lower case, sorted, with a space between each two. The first three letters of a word tell it from all others.
    words: &'static str,
}

/// Words in a list.
pub const COUNT: usize = 512;

/// All lists; the first is for languages that have none of their own.
pub static LISTS: &[WordList] = &[ENGLISH];

impl WordList {
    /// The list for a language, by its tag.
    pub fn of(language: &str) -> &'static Self {
        LISTS.iter().find(|list| list.language == language).unwrap_or(&LISTS[0])
    }

    /// Its words, sorted.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.words.split(' ')
    }

    /// The word at this place, counted from the first again after the last.
    pub(super) fn word(&self, at: usize) -> &'static str {
        self.words().nth(at % COUNT).unwrap_or_default()
    }
}

/// Words of the second of the Electronic Frontier Foundation's short lists (Joseph Bonneau, 2016, eff.org/dice; Creative Commons
/// Attribution 3.0 US): no two of it begin with the same three letters, and no two are closer than three letters. Changed: of its 1,296 words
/// these are those of four to nine letters that are easily said, easily pictured, and that nobody minds reading out to a colleague.
const ENGLISH: WordList = WordList {
    language: "en",
    words: "\
    aardvark academy acquire acrobat afloat albatross alchemy alfalfa algae alphabet aluminum amoeba amplifier anagram \
    anchor android animal anklet apartment apple apricot arbitrate arena armchair aromatic arrowhead artichoke asparagus \
    astronaut atlas atom avalanche avenue aviator avocado awning azalea backpack bagpipe bakery balancing bamboo banana \
    barracuda basket bathrobe blade blender blimp blouse boatyard boiler boots bottle bouquet briefcase broom bubblegum \
    buckle buffalo bullfrog bunny buzzard cabin cactus cafeteria cakewalk camera canister capsule carrot cashew caviar \
    ceasefire cedar celery cement census ceramics chimney chrome cilantro cinnamon circle cityscape clay clipboard clock \
    clubhouse coconut computer confetti copier cosmetics cotton couch coyote crawfish croissant crumble crystal cucumber \
    cuddly cufflink cuisine cushion cyclist cylinder cymbal cypress daffodil dairy dandelion dartboard datebook daughter \
    dawn daytime dealer decal dentist deodorant desktop diamond dimple diploma directory dishcloth ditto dividers doctor \
    dodge doll dominoes donut doorstep dresser driftwood duckling dugout dustpan duvet dynamite earlobe easel eavesdrop \
    ecosystem editor educator eggnog elastic elbow elephant elves emcee emerald enchilada energy envoy equipment ergonomic \
    escalator espresso etiquette evergreen exerciser exquisite fabric factory falcon family fanfare fasten faucet favorite \
    feedback fence ferret festival fiddle fillet finalist flight florist footpath fossil fountain fragment fridge frosting \
    fruit fryingpan gadget gangway garlic gaslight gauntlet gearbox gecko generator gerbil gesture getaway geyser gimmick \
    giraffe giveaway gizmo glasses glisten glove glucose glycerin goggles goldfish gong gorgeous gosling gourmet governor \
    grape greyhound grill groundhog guitar gumdrop gymnast haiku hamburger hatchling hazelnut headband hedgehog herbs \
    hubcap hunter hurricane hyacinth hybrid hydrant icepack icing igloo ignition iguana iron island itinerary ivory jaguar \
    jamboree janitor jasmine jazz jelly jersey jetski jiffy jigsaw jingling jobholder jogging journal jovial joystick \
    jubilant juggle juice jukebox junkyard kangaroo karate keepsake kennel khaki kickstand kilogram kimono kiosk kite \
    knapsack kneecap koala ladder lakefront lantern laptop lasagna laundry lecturer leggings leisure leopard lettuce \
    levers library licorice lifeboat lightbulb lilac lioness lipstick lizard lukewarm lullaby lunchbox luxurious lyrics \
    macaroni maestro magazine mahogany mammal mango mapmaker marbles maverick moonshine mosquito mousetrap movie mower \
    mule mural mustard myth nail namesake napkin nebula nephew nest netting nursery oasis octopus office olympics onion \
    onstage onyx opera opossum ostrich oven owlish oyster ozone pacemaker padlock pajamas palm pamphlet paprika parakeet \
    passport patio pavement payphone pebble pegboard pelican penguin peony pepperoni phonebook plank pogo poncho popcorn \
    porcupine postcard poultry powerboat prairie pretzel princess publisher pueblo pulley pumpkin punchbowl puppy putt \
    puzzle pyramid python quilt radish ragweed railroad raspberry refinery register renovator reporter retriever rhino \
    rhubarb ribbon riptide riverboat rocket royal rubber rugby rulebook rummage saddlebag saffron sapphire sardine satchel \
    sauna saxophone scarf scenario scientist scooter scrapbook sculpture serpent sesame shelf shovel shrimp shuttle siesta \
    silicon skeleton slingshot snapshot speakers spider splashing sponge sprout spyglass squirrel statue steamboat \
    stingray stopwatch student subway sugar suitcase sushi swan sword sycamore symphony taco tadpole takeout tarantula \
    tattoo tavern theater thimble thorn thumb tiara tidbit tiger tinsel tissue tractor tree trucks tugboat tulip turtle \
    tutorial tuxedo tweezers umbrella umpire unicycle vegetable vendor veteran videogame village vinegar violin visor \
    voicemail voucher voyage waffle wagon walrus wanderer water wheat whisper wick wildcat windmill wishbone wizardry \
    wolverine yacht yard yearbook yogurt zebra zeppelin zillion zodiac zookeeper",
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// `[P 124]`
    #[test]
    fn every_list_has_as_many_words_each_told_apart_by_three_letters_and_no_two_sound_alike() {
        for list in LISTS {
            let words: Vec<&str> = list.words().collect();
            assert_eq!(words.len(), COUNT, "{}", list.language);
            assert!(words.is_sorted());
            assert!(words.iter().all(|word| word.chars().all(char::is_lowercase) && word.chars().count() >= 4));
            let beginnings: BTreeSet<String> = words.iter().map(|word| word.chars().take(3).collect()).collect();
            assert_eq!(beginnings.len(), COUNT, "{}", list.language);
            for (at, one) in words.iter().enumerate() {
                for other in &words[at + 1..] {
                    assert!(distance(one, other) >= 3, "{one} and {other}");
                }
            }
            assert_eq!((list.word(0), list.word(COUNT)), (words[0], words[0]));
        }
    }

    /// How many letters must be changed, added or taken away to make one word of the other.
    fn distance(one: &str, other: &str) -> usize {
        let other: Vec<char> = other.chars().collect();
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (at, letter) in one.chars().enumerate() {
            let mut before = row[0];
            row[0] = at + 1;
            for (place, against) in other.iter().enumerate() {
                let changed = before + usize::from(letter != *against);
                before = row[place + 1];
                row[place + 1] = changed.min(row[place] + 1).min(before + 1);
            }
        }
        row[other.len()]
    }
}
