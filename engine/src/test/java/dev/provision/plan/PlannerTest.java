package dev.provision.plan;

import static dev.provision.lab.Declare.address;
import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.lab.Declare;
import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final Lab lab = new Lab();

  @Test
  void saysWhatIsMadeChangedAndLeft() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1")));
    lab.server.put(Thing.owned("/b", "thing.b", Map.of("x", "1")));
    Plan plan =
        lab.plan(
            thing("a").with("x", "1"),
            thing("b").with("x", "2").after("a"),
            thing("c").with("x", "3").after("b"));
    assertThat(Lab.text(plan))
        .isEqualTo(
            """
              a
            ~ b after a: x 1 -> 2
            + c after b""");
    assertThat(plan.steps().get(2).summary()).isEqualTo("{x=3}");
    assertThat(plan.target()).isEqualTo("the lab");
  }

  @Test
  void readsOnceAndWritesNothing() throws Exception {
    lab.plan(thing("a"), thing("b"), thing("c").uses("a"));
    assertThat(lab.server.calls()).containsExactly("survey");
  }

  @Test
  void takesValuesOutOfASensitiveChange() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("password", "canary-1")));
    Plan plan = lab.plan(thing("a").secret("password", "canary-2"));
    assertThat(plan.steps().get(0).changes())
        .containsExactly(
            new PlannedChange(
                Change.inPlace("password", "(sensitive)", "(sensitive)").asSensitive(),
                new Span("a.yml", 2, 1, 2, 2)));
    assertThat(plan.toString()).doesNotContain("canary");
  }

  @Test
  void refusesWhatNamesAThingOfTheWorldThatIsNotThereAndWhatUsesItIsNoEcho() throws Exception {
    lab.server.put(Thing.foreign("/pool", Map.of()));
    assertThat(
            lab.mistakes(
                thing("a").secret("in", "/nowhere"),
                thing("b").uses("a").with("in", "/nowhere"),
                thing("c").with("in", "/pool"),
                thing("d").with("in", "/nowhere").absent()))
        .containsExactly("a.yml:2:1: there is no `/nowhere`");
    assertThat(lab.planning(Options.DEFAULT, thing("a").with("in", "/nowhere")).refusedByTheWorld())
        .isFalse();
  }

  @Test
  void aPlaceOfTheConnectionThatARefusalKeepsFromBeingMadeIsNoMistake() throws Exception {
    lab.server.put(Thing.owned("/fixed", "thing.fixed", Map.of("never_x", "1")));
    lab.places = List.of("/switch", "/store", "/fixed", "/shelf", "/nowhere");
    assertThat(
            lab.mistakes(
                thing("switch").with("in", "/rack"),
                thing("store").uses("switch").with("in", "/rack"),
                thing("fixed").with("never_x", "2"),
                thing("beside").with("in", "/store"),
                thing("shelf").uses("fixed")))
        .containsExactly(
            "lab.yml: there is no place `/nowhere`",
            "switch.yml:1:1: there is no `/rack`",
            "fixed.yml:1:1: `never_x` of `thing.fixed` cannot be changed from 1 to 2");
    lab.places = List.of("/switch", "/nowhere");
    assertThat(lab.mistakes(thing("switch")))
        .containsExactly("lab.yml: there is no place `/nowhere`");
  }

  @Test
  void saysNothingOfPlacesThatAMistakeOfWhichLittleIsKnownMayMake() throws Exception {
    lab.places = List.of("/a", "/b", "/nowhere");
    assertThat(lab.mistakes(thing("a").with("bad", "1"), thing("b").uses("a")))
        .containsExactly("a.yml:1:1: `bad` is never right");
  }

  @Test
  void putsBehindWhatMustLetGoFirstButNeverInACircle() throws Exception {
    assertThat(Lab.text(lab.plan(thing("a").with("behind", "b"), thing("b"))))
        .isEqualTo("+ b\n+ a after b");
    assertThat(
            Lab.text(lab.plan(thing("a").with("behind", "c"), thing("b").after("a"), thing("c"))))
        .isEqualTo("+ c\n+ a after c\n+ b after a");
    assertThat(
            Lab.text(
                lab.plan(
                    thing("a").with("behind", "c"), thing("b").after("a"), thing("c").after("b"))))
        .isEqualTo("+ a\n+ b after a\n+ c after b");
    assertThat(Lab.text(lab.plan(thing("a").with("behind", "b"), thing("b").with("behind", "a"))))
        .isEqualTo("+ a\n+ b");
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("behind", "b")));
    assertThat(Lab.text(lab.plan(thing("a").with("behind", "b"), thing("b"))))
        .as("one without work waits for nobody")
        .isEqualTo("  a\n+ b");
  }

  @Test
  void passesOverValuesBetweenSteps() throws Exception {
    Plan plan = lab.plan(thing("a").size("small"));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().get(0).after()).isEmpty();
    assertThat(plan.steps().get(0).summary()).isEqualTo("{size=1}");
  }

  @Test
  void usesAnAttributeThatIsThereAlready() throws Exception {
    lab.server.put(Thing.owned("/db", "thing.db", Map.of("ip", "10.0.0.1")));
    lab.server.put(Thing.owned("/web", "thing.web", Map.of("link", "10.0.0.1")));
    Plan plan = lab.plan(thing("db"), thing("web").linkedTo("db"));
    assertThat(plan.hasChanges()).isFalse();
  }

  @Test
  void saysThatOneMayFollowTheChangesOfAnother() throws Exception {
    lab.server.put(Thing.owned("/db", "thing.db", Map.of("ip", "10.0.0.1")));
    lab.server.put(Thing.owned("/web", "thing.web", Map.of("link", "10.0.0.1")));
    assertThat(Lab.text(lab.plan(thing("db").with("x", "1"), thing("web").linkedTo("db"))))
        .isEqualTo(
            """
            ~ db: x (absent) -> 1
              web after db; may follow the changes of `thing.db`""");
  }

  @Test
  void doesNotDeleteWhatWasAdoptedToReplaceIt() throws Exception {
    lab.server.put(
        Thing.owned("/a", "thing.a", Map.of("renew_image", "v1")).marked("lab", "thing.a", true));
    assertThat(Lab.text(lab.plan(thing("a").with("renew_image", "v2"))))
        .isEqualTo(
            "  a; `renew_image`: v1 -> v2 only with a new one; an adopted one is never deleted for it");
    assertThat(
            lab.mistakes(
                Options.DEFAULT.withPolicy(new Policy(Set.of(address("a")), false)), thing("a")))
        .containsExactly(
            "a.yml:1:1: `thing.a` was not made by this environment, so it is not deleted to be"
                + " replaced");
  }

  @Test
  void saysKnownAfterApplyOfAnAttributeOfWhatWillBeMade() throws Exception {
    lab.server.put(Thing.owned("/web", "thing.web", Map.of("link", "10.0.0.1")));
    Plan plan = lab.plan(thing("db").with("ip", "10.0.0.2"), thing("web").linkedTo("db"));
    assertThat(Lab.text(plan))
        .isEqualTo(
            """
            + db
            ~ web after db: link 10.0.0.1 -> (known after apply)""");
  }

  @Test
  void findsAllMistakesAtOnceAndNotTheirEchoes() throws Exception {
    lab.server.put(Thing.foreign("/foreign", Map.of()));
    lab.server.put(Thing.owned("/fixed", "thing.fixed", Map.of("never_x", "1")));
    assertThat(
            lab.mistakes(
                thing("a").with("bad", "1"),
                thing("b").uses("a"),
                thing("net").existing(),
                thing("foreign"),
                thing("fixed").with("never_x", "2")))
        .containsExactly(
            "a.yml:1:1: `bad` is never right",
            "net.yml:1:1: `/net` is not in the lab",
            "foreign.yml:1:1: `/foreign` is there already and is not ours",
            "fixed.yml:1:1: `never_x` of `thing.fixed` cannot be changed from 1 to 2");
  }

  @Test
  void neitherMakesNorTakesWhatCannotBeRead() throws Exception {
    lab.server.unreadable("/a");
    Planning<?, ?> planning = lab.planning(Options.DEFAULT, thing("a"));
    assertThat(planning.planned()).isEmpty();
    assertThat(planning.refusedByTheWorld()).isTrue();
    assertThat(lab.mistakes(thing("a")))
        .containsExactly("a.yml:1:1: `thing.a` is at `/a` and cannot be read: it is inaccessible");
  }

  @Test
  void listsAllThingsThatMatch() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    lab.server.put(Thing.owned("/b", "thing.a", Map.of()));
    assertThat(lab.mistakes(thing("a")))
        .containsExactly("a.yml:1:1: `thing.a` is ambiguous: `/a`, `/b`");
  }

  @Test
  void adoptsWhatIsForeignWhenAsked() throws Exception {
    lab.server.put(Thing.foreign("/a", Map.of("x", "1")));
    assertThat(Lab.text(lab.plan(thing("a").with("x", "2").adopt()))).isEqualTo("← a: x 1 -> 2");
  }

  @Test
  void placesAllThatIsMadeAtOnce() throws Exception {
    assertThat(
            Lab.text(
                lab.plan(thing("a").with("room", "6"), thing("b").with("room", "4"), thing("c"))))
        .isEqualTo(
            """
            + a at room1
            + b at room1
            + c""");
  }

  @Test
  void saysWhyThereIsNoPlace() throws Exception {
    assertThat(lab.mistakes(thing("a").with("room", "6"), thing("b").with("room", "5")))
        .containsExactly("b.yml:1:1: no place for `thing.b`: it takes 5, and 4 is left");
    assertThat(
            lab.planning(
                    Options.DEFAULT, thing("a").with("room", "6"), thing("b").with("room", "5"))
                .refusedByTheWorld())
        .isTrue();
  }

  @Test
  void awaitsWhatAnotherTaskMakes() throws Exception {
    lab.server.runTask("/a", "CloneVM_Task of run r0");
    assertThat(Lab.text(lab.plan(thing("a")))).isEqualTo("+ a; awaited: CloneVM_Task of run r0");
  }

  @Test
  void deletesWhatAnotherTaskMakesOnlyWhenThatEnded() throws Exception {
    lab.server.runTask("/a", "CloneVM_Task");
    assertThat(Lab.text(lab.plan(thing("a").absent()))).isEqualTo("- a; awaited: CloneVM_Task");
  }

  @Test
  void saysThatANewOneIsNeededAndDoesNotMakeIt() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("new_image", "v1")));
    Plan plan = lab.plan(thing("a").with("new_image", "v2"));
    assertThat(Lab.text(plan))
        .isEqualTo("  a; `new_image`: v1 -> v2 only with a new one; --replace thing.a makes it");
    assertThat(plan.hasChanges()).isFalse();
  }

  @Test
  void replacesWhenAsked() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("new_image", "v1", "room", "1")));
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(address("a")), false));
    Plan plan = lab.plan(options, thing("a").with("new_image", "v2").with("room", "1"));
    assertThat(Lab.text(plan)).isEqualTo("± a at room1: new_image v1 -> v2");
    assertThat(plan.disruptions()).containsExactly(Disruption.REPLACE);
  }

  @Test
  void aChangeThatTakesDataAwayNeedsLeaveToDelete() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("data_x", "1")));
    Plan plan = lab.plan(thing("a").with("data_x", "2"));
    assertThat(Lab.text(plan)).isEqualTo("~ a: data_x 1 -> 2");
    assertThat(plan.disruptions()).containsExactly(Disruption.DELETE);
  }

  @Test
  void refusesToReplaceWhatTheTargetsLeaveOut() throws Exception {
    Options options =
        Options.DEFAULT
            .withPolicy(new Policy(Set.of(address("a")), false))
            .withTargets(Set.of(address("b")));
    assertThat(lab.mistakes(options, thing("a"), thing("b")))
        .containsExactly("--replace thing.a: neither a --target nor needed by one");
  }

  @Test
  void replacesWhenThePlaybookAsksForANewOne() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("renew_image", "v1")));
    assertThat(Lab.text(lab.plan(thing("a").with("renew_image", "v2"))))
        .isEqualTo("± a: renew_image v1 -> v2");
    assertThat(lab.mistakes(thing("a").with("renew_image", "v2").protect()))
        .containsExactly("a.yml:1:1: cannot replace `thing.a`: it says `protect: true`");
  }

  @Test
  void leavesWhatNeedsAPowerOffWithNoReboot() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("off_ram", "1", "x", "1")));
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(), true));
    assertThat(Lab.text(lab.plan(options, thing("a").with("off_ram", "2").with("x", "2"))))
        .isEqualTo(
            "~ a: x 1 -> 2; `off_ram`: 1 -> 2 is left, because it needs a power-off and"
                + " --no-reboot was given");
    assertThat(lab.plan(thing("a").with("off_ram", "2")).count(Disruption.POWER_OFF)).isEqualTo(1);
  }

  @Test
  void refusesToDeleteOrReplaceWhatIsProtected() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    lab.server.put(Thing.owned("/b", "thing.b", Map.of()).withProtect());
    lab.server.put(Thing.owned("/c", "thing.c", Map.of()).withProtect());
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(address("c")), false));
    assertThat(
            lab.mistakes(
                options, thing("a").absent().protect(), thing("b").absent(), thing("c").protect()))
        .containsExactly(
            "a.yml:1:1: cannot delete `thing.a`: it says `protect: true`",
            "b.yml:1:1: cannot delete `thing.b`: it was made with `protect: true`",
            "c.yml:1:1: cannot replace `thing.c`: it says `protect: true`");
  }

  @Test
  void deletesWhatIsToBeAbsentAfterWhatDependsOnIt() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    lab.server.put(Thing.owned("/b", "thing.b", Map.of()));
    lab.server.put(Thing.owned("/c", "thing.c", Map.of("x", "1")));
    assertThat(
            Lab.text(
                lab.plan(
                    thing("a").absent(),
                    thing("b").absent().after("a"),
                    thing("c").with("x", "2").after("a"))))
        .isEqualTo(
            """
            - b
            ~ c: x 1 -> 2
            - a after b,c""");
  }

  @Test
  void deletesWhatWasAdoptedOnlyWhenItsOwnLineSaysSo() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()).marked("lab", "thing.a", true));
    assertThat(Lab.text(lab.plan(thing("a").absent()))).isEqualTo("- a");
    assertThat(Lab.text(lab.plan(Options.DEFAULT.withPrune()))).isEqualTo("→ a");
    assertThat(Lab.text(lab.plan(Options.DEFAULT.withDestroy(), thing("a").adopt())))
        .isEqualTo("→ a");
  }

  @Test
  void doesNotDeleteWhatIsForeignOrLookedUp() throws Exception {
    lab.server.put(Thing.foreign("/a", Map.of()));
    lab.server.put(Thing.foreign("/net", Map.of()));
    assertThat(lab.mistakes(thing("a").absent(), thing("net").existing().absent()))
        .containsExactly(
            "a.yml:1:1: `/a` is not ours, so `state: absent` does not delete it",
            "net.yml:1:1: `thing.net` is only looked up, so it cannot be deleted");
  }

  @Test
  void keepsIdentityUnderANewName() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.old", Map.of("x", "1")));
    Plan plan =
        lab.plan(Options.DEFAULT.withPrune(), thing("new").at("/a").with("x", "2").formerly("old"));
    assertThat(Lab.text(plan)).isEqualTo("~ new: name old -> new: x 1 -> 2");
  }

  @Test
  void plansTheTargetsAndWhatTheyDependOn() throws Exception {
    Options options = Options.DEFAULT.withTargets(Set.of(address("b")));
    assertThat(Lab.text(lab.plan(options, thing("a"), thing("b").after("a"), thing("c"))))
        .isEqualTo(
            """
            + a
            + b after a""");
    assertThat(lab.mistakes(options, thing("a")))
        .containsExactly("--target thing.b: nothing is called `thing.b`");
  }

  private static Options only(Narrowing narrowing) {
    return Options.DEFAULT.withNarrowing(narrowing);
  }

  @Test
  void leavesOutWhatIsExcludedAndWhatNeedsIt() throws Exception {
    Options options = only(new Narrowing(Set.of(address("b")), Set.of(), Set.of()));
    lab.server.put(Thing.owned("/b", "thing.b", Map.of()));
    Plan plan =
        lab.plan(options.withPrune(), thing("a"), thing("b").after("a"), thing("c").after("b"));
    assertThat(Lab.text(plan)).as("it is declared, so it is no orphan").isEqualTo("+ a");
    assertThat(plan.warnings())
        .extracting(each -> each.message())
        .containsExactly("`thing.c` is left out too: it needs something that is");
    assertThat(
            Lab.text(
                lab.plan(
                    options.withTargets(Set.of(address("c"))),
                    thing("a"),
                    thing("b").after("a"),
                    thing("c").after("b"))))
        .isEqualTo("+ a");
    Options wrong = only(new Narrowing(Set.of(address("z")), Set.of(), Set.of()));
    assertThat(lab.mistakes(wrong, thing("a")))
        .containsExactly("--exclude thing.z: nothing is called `thing.z`");
  }

  @Test
  void plansWhatHasATagAndWhatThatNeedsLessWhatHasAnother() throws Exception {
    Declare[] all = {
      thing("net"), thing("a").tags("web", "slow").after("net"), thing("b").tags("web"), thing("c")
    };
    assertThat(Lab.text(lab.plan(only(new Narrowing(Set.of(), Set.of("web"), Set.of())), all)))
        .isEqualTo("+ net\n+ a after net\n+ b");
    assertThat(
            Lab.text(lab.plan(only(new Narrowing(Set.of(), Set.of("web"), Set.of("slow"))), all)))
        .isEqualTo("+ net\n+ b");
    assertThat(lab.mistakes(only(new Narrowing(Set.of(), Set.of("wev"), Set.of("fast"))), all))
        .containsExactly(
            "--tags wev: nothing has this tag; did you mean `web`?",
            "--skip-tags fast: nothing has this tag");
  }

  @Test
  void leavesANewOneThatThePlaybookAsksForWithNoReboot() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("renew_image", "v1")));
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(), true));
    assertThat(Lab.text(lab.plan(options, thing("a").with("renew_image", "v2"))))
        .startsWith("  a; `renew_image`: v1 -> v2 only with a new one");
  }
}
