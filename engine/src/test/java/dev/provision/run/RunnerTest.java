package dev.provision.run;

import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.Declare;
import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import dev.provision.plan.Options;
import dev.provision.plan.Policy;
import dev.provision.spi.ModuleException;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private final Lab lab = new Lab();

  @Test
  void tellsTheSameStoryEveryTime() throws Exception {
    lab.server.put(Thing.owned("/c", "thing.c", Map.of("x", "1")));
    lab.apply(thing("a"), thing("b").after("a"), thing("c").with("x", "1"));
    assertThat(lab.story())
        .isEqualTo(
            """
            started
            a starts: CREATE
            a 50% making
            a ends: converged
            b starts: CREATE
            b 50% making
            b ends: converged
            c ends: unchanged
            finished""");
    assertThat(lab.server.calls())
        .containsExactly("survey", "create a", "refresh a", "create b", "refresh b");
  }

  @Test
  void tellsTheSameStoryOfAThousandThings() throws Exception {
    Declare[] all = new Declare[1000];
    for (int i = 0; i < all.length; i++) {
      all[i] = thing("t" + i).readyIn(i % 7 == 0 ? 2 : 0);
      if (i > 3) {
        all[i].after("t" + i / 3).after("t" + (i - 1) / 2);
      }
    }
    Lab again = new Lab();
    for (Lab each : new Lab[] {lab, again}) {
      each.server.failBefore("create t30", ModuleException.Kind.TRANSIENT, "busy");
      each.server.failBefore("create t70", ModuleException.Kind.REFUSED, "no");
      each.apply(all);
    }
    assertThat(again.story()).isEqualTo(lab.story());
    assertThat(again.server.calls()).isEqualTo(lab.server.calls());
  }

  @Test
  void endsAChainOfManyWithoutDeepCalls() throws Exception {
    Declare[] all = new Declare[5000];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == 0 ? thing("t0") : thing("t" + i).after("t" + (i - 1));
    }
    lab.server.failBefore("create t0", ModuleException.Kind.REFUSED, "no");
    assertThat(lab.apply(all).outcomes().get(Declare.address("t4999")))
        .isEqualTo(new Outcome.Skipped(Declare.address("t0"), "`thing.t0` failed"));
  }

  @Test
  void callsNothingWhenThereIsNothingToDo() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    Result result = lab.apply(thing("a"));
    assertThat(Lab.text(result)).isEqualTo("a unchanged");
    assertThat(lab.server.calls()).containsExactly("survey");
    assertThat(lab.story())
        .isEqualTo(
            """
            started
            a ends: unchanged
            finished""");
  }

  @Test
  void hasNothingToDoTheSecondTime() throws Exception {
    Declare[] all = {thing("a").with("x", "1"), thing("b").uses("a").with("y", "2")};
    lab.apply(all);
    assertThat(lab.plan(all).hasChanges()).isFalse();
  }

  @Test
  void makesNineOfTenAndSkipsWhatNeedsTheTenth() throws Exception {
    Declare[] all = new Declare[11];
    IntStream.range(0, 10).forEach(i -> all[i] = thing("t" + i));
    all[10] = thing("dependant").after("t4");
    lab.server.failBefore("create t4", ModuleException.Kind.REFUSED, "no space");
    lab.settings = Settings.DEFAULT;
    Result result = lab.apply(all);
    assertThat(lab.server.paths()).hasSize(9);
    assertThat(Lab.text(result))
        .contains("t4 failed: could not create thing `t4` on the lab: no space")
        .contains("dependant skipped because of t4: `thing.t4` failed")
        .contains("t9 converged");
  }

  @Test
  void namesTheRootCauseDownAWholeChain() throws Exception {
    lab.server.failBefore("create a", ModuleException.Kind.REFUSED, "no");
    Result result = lab.apply(thing("a"), thing("b").after("a"), thing("c").after("b"));
    assertThat(Lab.text(result))
        .isEqualTo(
            """
            a failed: could not create thing `a` on the lab: no, at a.yml:1:1
            b skipped because of a: `thing.a` failed
            c skipped because of a: `thing.a` failed""");
  }

  @Test
  void beginsNothingNewAfterAFailureWithFailFast() throws Exception {
    lab.settings = lab.settings.withFailFast(true);
    lab.server.failBefore("create a", ModuleException.Kind.REFUSED, "no");
    Result result = lab.apply(thing("a"), thing("b"));
    assertThat(Lab.text(result)).contains("b skipped because of a: --fail-fast");
    assertThat(lab.server.paths()).isEmpty();
  }

  @Test
  void repairsWhatTheServerDropped() throws Exception {
    lab.server.drop("x", 1);
    Result result = lab.apply(thing("a").with("x", "1").with("y", "1"));
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("create a", "update a [x]");
  }

  @Test
  void saysWhatIsLeftWhenTheServerNeverTakesIt() throws Exception {
    lab.server.drop("x", 99);
    Result result = lab.apply(thing("a").with("x", "1"));
    assertThat(Lab.text(result)).isEqualTo("a not converged: x (absent) -> 1");
    assertThat(lab.server.writes()).hasSize(3);
  }

  @Test
  void givesDependantsWhatIsKnownAfterApply() throws Exception {
    lab.apply(thing("db").with("ip", "10.0.0.2"), thing("web").linkedTo("db"));
    assertThat(lab.server.get("/web").fields()).containsEntry("link", "10.0.0.2");
    assertThat(
            lab.plan(thing("db").with("ip", "10.0.0.2"), thing("web").linkedTo("db")).hasChanges())
        .isFalse();
  }

  @Test
  void givesAGroupItsMembers() throws Exception {
    lab.apply(thing("a").memberOf("g"), thing("b").memberOf("g"), thing("g").after("a", "b"));
    assertThat(lab.server.get("/g").fields()).containsEntry("members", "[/a, /b]");
  }

  @Test
  void convergesADependantOfAnAttributeThatMoved() throws Exception {
    lab.server.put(Thing.owned("/db", "thing.db", Map.of("ip", "10.0.0.1")));
    lab.server.put(Thing.owned("/web", "thing.web", Map.of("link", "10.0.0.1")));
    Result result = lab.apply(thing("db").with("ip", "10.0.0.2"), thing("web").linkedTo("db"));
    assertThat(Lab.text(result))
        .isEqualTo(
            """
            db converged
            web converged""");
    assertThat(lab.server.get("/web").fields()).containsEntry("link", "10.0.0.2");
  }

  @Test
  void waitsUntilWhatWasMadeIsReady() throws Exception {
    lab.apply(thing("a").readyIn(3), thing("b").after("a"));
    assertThat(lab.server.calls())
        .containsExactly(
            "survey",
            "create a",
            "refresh a",
            "refresh a",
            "refresh a",
            "refresh a",
            "create b",
            "refresh b");
    assertThat(lab.story()).contains("a waits: no address yet");
  }

  @Test
  void skipsDependantsOfWhatDoesNotBecomeReady() throws Exception {
    Result result = lab.apply(thing("a").readyIn(9999), thing("b").after("a"), thing("c"));
    assertThat(Lab.text(result))
        .isEqualTo(
            """
            a not ready: no address yet
            b skipped because of a: `thing.a` failed
            c converged""");
  }

  @Test
  void waitsForAnUnchangedThingThatIsNotReadyYet() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()).withReadyIn(3));
    lab.apply(thing("a"), thing("b").after("a"));
    assertThat(lab.server.calls())
        .containsExactly("survey", "refresh a", "refresh a", "refresh a", "create b", "refresh b");
  }

  @Test
  void awaitsATaskOfAnotherRunAndDoesNotMakeItTwice() throws Exception {
    lab.server.runTask("/a", "CloneVM_Task");
    lab.server.before(
        "refresh a",
        () -> {
          lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
          lab.server.endTask("/a");
        });
    Result result = lab.apply(thing("a").with("off_x", "1"));
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("update a [off_x]");
  }

  @Test
  void switchesOffWhatItMadeItselfEvenWithNoReboot() throws Exception {
    lab.server.runTask("/a", "CloneVM_Task");
    lab.server.before(
        "refresh a",
        () -> {
          lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
          lab.server.endTask("/a");
        });
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(), true));
    Result result = lab.apply(options, thing("a").with("off_x", "1"));
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("update a [off_x]");
  }

  @Test
  void replacesByDeletingAndMakingAgain() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("new_x", "1")));
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(Declare.address("a")), false));
    Result result = lab.apply(options, thing("a").with("new_x", "2"));
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("delete /a", "create a");
  }

  @Test
  void adoptsAndThenConverges() throws Exception {
    lab.server.put(Thing.foreign("/a", Map.of("x", "1")));
    Result result = lab.apply(thing("a").with("x", "2").adopt());
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("adopt a", "update a [x]");
    assertThat(lab.server.get("/a").adopted()).isTrue();
  }

  @Test
  void givesBackWhatWasAdopted() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()).marked("lab", "thing.a", true));
    Result result = lab.apply(Options.DEFAULT.withDestroy());
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("release /a");
    assertThat(lab.server.paths()).containsExactly("/a");
  }

  @Test
  void keepsIdentityUnderANewName() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.old", Map.of("x", "1")));
    Result result = lab.apply(thing("new").at("/a").with("x", "2").formerly("old"));
    assertThat(Lab.text(result)).isEqualTo("new converged");
    assertThat(lab.server.writes()).containsExactly("rename old to new", "update new [x]");
  }

  @Test
  void deletesWhatIsToBeAbsent() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    assertThat(Lab.text(lab.apply(thing("a").absent()))).isEqualTo("a converged");
    assertThat(lab.server.paths()).isEmpty();
  }
}
