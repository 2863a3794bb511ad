package dev.provision.plan;

import static dev.provision.lab.Declare.address;
import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalsTest {
  private static final Options PRUNE = Options.DEFAULT.withPrune();
  private static final Options DESTROY = Options.DEFAULT.withDestroy();

  private final Lab lab = new Lab();

  private void own(String path, String address, String... uses) {
    lab.server.put(Thing.owned(path, address, Map.of()).withUses(uses));
  }

  @Test
  void showsAnOrphanAndCallsItNoChange() throws Exception {
    own("/a", "thing.a");
    Plan plan = lab.plan();
    assertThat(plan.orphans()).containsExactly(new Orphan(address("a"), "/a", false, ""));
    assertThat(plan.hasChanges()).isFalse();
  }

  @Test
  void prunesOrphansAfterWhatStandsInThemOrUsesThem() throws Exception {
    own("/f", "thing.folder");
    own("/f/vm", "thing.vm");
    own("/disk", "thing.disk", "thing.vm");
    own("/kept", "thing.kept");
    assertThat(Lab.text(lab.plan(PRUNE, thing("kept"))))
        .isEqualTo(
            """
              kept
            - vm
            - disk after vm
            - folder after vm""");
  }

  @Test
  void deletesAnOrphanAfterTheDeclaredThingThatStillHoldsIt() throws Exception {
    own("/a", "thing.a");
    own("/disk", "thing.disk", "thing.a");
    assertThat(Lab.text(lab.plan(PRUNE, thing("a").with("x", "1"))))
        .isEqualTo(
            """
            ~ a: x (absent) -> 1
            - disk after a""");
  }

  @Test
  void keepsWhatIsProtectedAndWhatHoldsIt() throws Exception {
    own("/f", "thing.folder");
    lab.server.put(Thing.owned("/f/vm", "thing.vm", Map.of()).withProtect());
    own("/g", "thing.g");
    assertThat(Lab.text(lab.plan(PRUNE)))
        .isEqualTo(
            """
            - g
            ! /f: `thing.vm` needs it and stays
            ! /f/vm: protected""");
  }

  @Test
  void keepsAnOrphanThatHoldsSomethingDeclared() throws Exception {
    own("/f", "thing.folder");
    own("/f/vm", "thing.vm");
    assertThat(Lab.text(lab.plan(PRUNE, thing("vm").at("/f/vm"))))
        .isEqualTo(
            """
              vm
            ! /f: holds `thing.vm`""");
  }

  @Test
  void keepsUnderADestroyWhatIsProtectedUnderANewName() throws Exception {
    own("/a", "thing.old");
    assertThat(Lab.text(lab.plan(DESTROY, thing("new").at("/a").formerly("old").protect())))
        .isEqualTo("! /a: protected");
  }

  @Test
  void showsACopyAndNeverTouchesIt() throws Exception {
    own("/a", "thing.a");
    lab.server.put(lab.server.get("/a").copiedTo("/copy"));
    assertThat(Lab.text(lab.plan(PRUNE, thing("a"))))
        .isEqualTo(
            """
              a
            ! /copy: a possible copy of /a""");
    assertThat(Lab.text(lab.plan(DESTROY, thing("a"))))
        .isEqualTo(
            """
            - a
            ! /copy: a possible copy of /a""");
  }

  @Test
  void removesOneOfTwoThatCarryTheSameMark() throws Exception {
    own("/a", "thing.x");
    own("/b", "thing.x");
    lab.apply(PRUNE);
    assertThat(lab.server.writes()).containsExactly("delete /a");
    assertThat(lab.server.paths()).containsExactly("/b");
  }

  @Test
  void destroysInReverseAndKeepsWhatIsProtected() throws Exception {
    own("/a", "thing.a");
    own("/b", "thing.b");
    own("/c", "thing.c");
    own("/undeclared", "thing.undeclared");
    assertThat(
            Lab.text(
                lab.plan(
                    DESTROY, thing("a"), thing("b").after("a"), thing("c").protect(), thing("d"))))
        .isEqualTo(
            """
            - b
            - a after b
            - undeclared
            ! /c: protected""");
  }

  @Test
  void destroysTheTargetsAlone() throws Exception {
    own("/a", "thing.a");
    own("/b", "thing.b");
    assertThat(
            Lab.text(lab.plan(DESTROY.withTargets(Set.of(address("a"))), thing("a"), thing("b"))))
        .isEqualTo(
            """
            - a
            ! /b: not a target""");
  }

  @Test
  void destroyingMakesNoMistakesOfWhatIsDeclared() throws Exception {
    own("/a", "thing.a");
    assertThat(Lab.text(lab.plan(DESTROY, thing("a"), thing("net").existing(), thing("z"))))
        .isEqualTo("- a");
  }

  @Test
  void breaksCirclesThatTheWorldHas() throws Exception {
    own("/a", "thing.a", "thing.b");
    own("/b", "thing.b", "thing.a");
    lab.apply(DESTROY);
    assertThat(lab.server.paths()).isEmpty();
  }

  @Test
  void sparesWhatIsExcludedAndWhatIsNotTagged() throws Exception {
    own("/a", "thing.a");
    own("/b", "thing.b");
    assertThat(
            Lab.text(
                lab.plan(
                    DESTROY.withNarrowing(new Narrowing(Set.of(address("b")), Set.of(), Set.of())),
                    thing("a"),
                    thing("b"))))
        .isEqualTo("- a\n! /b: excluded");
    assertThat(
            Lab.text(
                lab.plan(
                    DESTROY.withNarrowing(new Narrowing(Set.of(), Set.of("web"), Set.of())),
                    thing("a").tags("web"),
                    thing("b"))))
        .isEqualTo("- a\n! /b: not a target");
  }
}
