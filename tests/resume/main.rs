//! A run that is stopped at any moment and goes on leaves what an undisturbed one leaves, exactly once.
//!
//! `MIG_KILLS=200 cargo test --test resume killed` kills so often on each pair of engines, `MIG_KILLS=all` also before each single
//! statement; `MIG_KILLS_PAIR=mysql-postgres` takes one pair, `MIG_KILLS_SEED=17` chooses other moments.

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod picture;
mod restart;
mod servers;
mod world;

use std::thread;
use std::time::{Duration, Instant};

use migc::engine::Engine;
use migc::exec::trial::DEAD;

use support::{Brand, server};
use world::{LOG, POLONIA, Program, SHOP, Way, World, text};

/// How often a run is killed in each world if nobody says.
const KILLS: usize = 2;

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn seed() -> u64 {
    std::env::var("MIG_KILLS_SEED").ok().and_then(|v| v.parse().ok()).unwrap_or(1)
}

fn many() -> bool {
    std::env::var_os("MIG_KILLS").is_some()
}

/// Whether an engine is on another server than the installed one.
fn elsewhere(engine: Engine) -> bool {
    Brand::of(engine) != Brand::installed(engine)
}

/// Whether this is one of the rounds on other servers than the installed ones, in which only they are looked at, and less often.
fn another_round() -> bool {
    Engine::ALL.into_iter().any(elsewhere)
}

fn ways() -> Vec<(Engine, Engine, Way)> {
    let only = std::env::var("MIG_KILLS_PAIR").ok();
    let wanted = |old, new| {
        only.as_ref().is_none_or(|pair| *pair == format!("{old}-{new}"))
            && (!another_round() || elsewhere(old) || elsewhere(new))
    };
    let pairs = || Engine::ALL.into_iter().flat_map(|old| Engine::ALL.map(|new| (old, new)));
    let direct = pairs().map(|(old, new)| (old, new, Way::Direct));
    let staged = pairs().filter(|(old, _)| many() || *old == Engine::Mysql).map(|(old, new)| (old, new, Way::Staged));
    let beside = Engine::ALL.map(|engine| (engine, engine, Way::Beside));
    direct.chain(staged).chain(beside).filter(|(old, new, _)| wanted(*old, *new)).collect()
}

/// How often a run is killed in one of a pair's worlds, of which each program has one for each way.
fn kills(world: &World) -> usize {
    let of_pair = |(old, new, _): &(Engine, Engine, Way)| (*old, *new) == (world.old.engine, world.new.engine);
    let worlds = ways().iter().filter(|way| of_pair(way)).count() * 2;
    let usual = if another_round() { 1 } else { KILLS };
    std::env::var("MIG_KILLS").map_or(usual, |v| v.parse().unwrap_or(200_usize).div_ceil(worlds))
}

fn worlds(program: Program) -> impl Iterator<Item = World> {
    ways().into_iter().map(move |(old, new, way)| World::new(program, server(old), server(new), way))
}

/// What an undisturbed run leaves, and how long it took.
fn undisturbed(world: &World) -> (String, Duration) {
    let place = world.place();
    let started = Instant::now();
    world.must_run(&place, &[]);
    let took = started.elapsed();
    let seen = world.look(&place);
    assert!(seen.contains("_mig_journal") && !seen.contains("_mig_old_"), "{seen}");
    world.drop_place(&place);
    (seen, took)
}

/// Runs, dying again and again, until a run ends well; how often it died.
fn through(world: &World, place: &str, mut die: impl FnMut(usize) -> Death) -> usize {
    for nth in 0.. {
        let death = if nth < 40 { die(nth) } else { Death::None };
        let more: &[&str] = if nth == 0 { &[] } else { &["--resume"] };
        let mut command = world.command(place, more);
        match death {
            Death::Before(statement) => {
                command.env("MIGC_DIE_BEFORE", statement.to_string());
            }
            Death::After(delay) => {
                let mut child = world.start(place, more);
                thread::sleep(delay);
                let _ = child.kill();
                let status = child.wait().expect("a child can be waited for");
                if status.success() {
                    return nth;
                }
                assert!(status.code().is_none(), "{}: ended with {status} after {nth} deaths", world.title());
                continue;
            }
            Death::None => {}
        }
        let output = command.output().expect("migc can be started");
        match output.status.code() {
            Some(0) => return nth,
            Some(DEAD) => {}
            _ => panic!("{}: after {nth} deaths: {}", world.title(), text(&output)),
        }
    }
    0
}

enum Death {
    None,
    Before(u64),
    After(Duration),
}

fn kill_at_random(program: Program) {
    let mut dice = Dice(seed());
    for world in worlds(program) {
        let kills = kills(&world);
        let (expected, took) = undisturbed(&world);
        let mut killed = 0;
        let mut trial = 0;
        while killed < kills && trial < kills {
            trial += 1;
            let place = world.place();
            let reach = [20, 60, 150][trial % 3];
            killed += through(&world, &place, |_| match trial % 2 {
                0 => Death::After(took.mul_f64(dice.roll(1000) as f64 / 900.0)),
                _ => Death::Before(dice.roll(reach) + 1),
            });
            assert_eq!(world.look(&place), expected, "{}", world.title());
            world.drop_place(&place);
        }
        println!("{}: killed {killed} times", world.title());
    }
}

#[test]
fn killed_at_random_moments_a_forum_is_moved_once() {
    kill_at_random(POLONIA);
}

#[test]
fn killed_at_random_moments_a_shop_is_moved_once() {
    kill_at_random(SHOP);
}

/// Such rows are one chunk, which begins again.
#[test]
fn rows_without_a_key_are_moved_once() {
    for (old, new) in
        [(Engine::Mysql, Engine::Postgres), (Engine::Postgres, Engine::Sqlite), (Engine::Sqlite, Engine::Mysql)]
    {
        let world = World::new(LOG, server(old), server(new), Way::Staged);
        let plan = text(&world.plan());
        assert!(
            plan.contains("staged: ") && plan.contains("`log` has no sure key, so that a run which is stopped"),
            "{plan}"
        );
        let (expected, _) = undisturbed(&world);
        let mut killed = 0;
        for before in (5..100).step_by(6) {
            let place = world.place();
            killed += through(&world, &place, |nth| if nth == 0 { Death::Before(before) } else { Death::None });
            assert_eq!(world.look(&place), expected, "{}, died before statement {before}", world.title());
            world.drop_place(&place);
        }
        assert!(killed > 5, "{}: {killed}", world.title());
    }
}

/// Dies before the first statement, then before the second, and so on.
#[test]
fn killed_before_each_statement() {
    let all = std::env::var("MIG_KILLS").is_ok_and(|v| v == "all");
    let programs: &[Program] = if another_round() && !all { &[SHOP] } else { &[POLONIA, SHOP] };
    for &program in programs {
        for world in worlds(program).filter(|w| all || w.way == Way::Direct && w.old.engine == Engine::Mysql) {
            let (expected, _) = undisturbed(&world);
            let step = if all { 1 } else { 29 };
            let mut before = 1 + seed() % step;
            loop {
                let place = world.place();
                let deaths = through(&world, &place, |nth| if nth == 0 { Death::Before(before) } else { Death::None });
                assert_eq!(world.look(&place), expected, "{}, died before statement {before}", world.title());
                world.drop_place(&place);
                if deaths == 0 {
                    break;
                }
                before += step;
            }
        }
    }
}
