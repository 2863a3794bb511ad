package dev.provision.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.text.PlanText;
import dev.provision.cli.text.Style;
import dev.provision.diagnostic.Checked;
import dev.provision.graph.GraphText;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.lab.Lab;
import dev.provision.lab.LabProvider;
import dev.provision.lab.Pen;
import dev.provision.lab.Picture;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Policy;
import dev.provision.plan.Work;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One entry of which others need the base, and which names these others. */
class LatePartsTest {
  private static final String PLAYBOOK =
      """
      name: lab
      lab: {room: 10}
      shelves:
        s:
          path: /s
          colour: red
          label: ${things.a.at}
          holds: [a]
      things:
        a: {path: /a, needs: [shelf.s]}
        b: {path: /b, needs: [shelf.s]}
      """;

  private final Lab lab = new Lab();
  private final LabProvider provider = new LabProvider(lab.server);

  private LinkedPlay linked(String text) {
    Checked<List<LinkedPlay>> plays =
        new Loader(provider).load(new SourceFile("lab.yml", text), Inputs.NONE);
    assertThat(plays.diagnostics()).isEmpty();
    return plays.get().get(0);
  }

  private Planned<Picture, Pen> planned(String text, Options options) throws Exception {
    return Planner.plan(Work.of(provider, linked(text)), lab.session, options)
        .planned()
        .orElseThrow();
  }

  private String plan(String text) throws Exception {
    return Lab.text(planned(text, Options.DEFAULT).plan());
  }

  private String apply(String text, Options options) throws Exception {
    return Lab.text(lab.run(planned(text, options)));
  }

  @Test
  void theBaseComesBeforeWhatNeedsItAndTheLatePartAfterWhatItNames() throws Exception {
    assertThat(GraphText.of(linked(PLAYBOOK).graph()))
        .isEqualTo(
            """
            shelf.s
            thing.a
              shelf.s
            shelf.s.members
              shelf.s
              thing.a
            thing.b
              shelf.s
            """);
    assertThat(plan(PLAYBOOK))
        .isEqualTo(
            """
            + s
            + a after s
            ~ s.members after s,a; once `shelf.s` is made
            + b after s""");
    assertThat(apply(PLAYBOOK, Options.DEFAULT))
        .isEqualTo(
            """
            s converged
            a converged
            s.members converged
            b converged""");
    assertThat(lab.server.writes())
        .containsExactly(
            "create shelf.s", "create a", "update shelf.s [holds.a, label]", "create b");
    assertThat(planned(PLAYBOOK, Options.DEFAULT).plan().hasChanges()).isFalse();
  }

  @Test
  void eachPartHasItsOwnDifference() throws Exception {
    apply(PLAYBOOK, Options.DEFAULT);
    assertThat(plan(PLAYBOOK.replace("colour: red", "colour: blue")))
        .isEqualTo(
            """
            ~ s: colour red -> blue
              a after s
              s.members after s,a
              b after s""");
    String both = PLAYBOOK.replace("holds: [a]", "holds: [a, b]");
    assertThat(plan(both))
        .isEqualTo(
            """
              s
              a after s
              b after s
            ~ s.members after s,a,b: holds.b (absent) -> /b""");
    apply(both, Options.DEFAULT);
    assertThat(lab.server.writes()).endsWith("update shelf.s [holds.b]");
    assertThat(lab.server.refreshes()).endsWith("refresh s");
  }

  @Test
  void theLatePartIsNotTriedWhenTheBaseFails() throws Exception {
    lab.server.failBefore("create shelf.s", ModuleException.Kind.REFUSED, "no wood");
    assertThat(apply(PLAYBOOK, Options.DEFAULT))
        .isEqualTo(
            """
            s failed: could not create shelf `s` on the lab: no wood, at lab.yml:4:3
            a skipped because of s: `shelf.s` failed
            s.members skipped because of s: `shelf.s` failed
            b skipped because of s: `shelf.s` failed""");
  }

  @Test
  void ofAShelfThatIsMadeAnewTheLatePartIsDoneAgain() throws Exception {
    apply(PLAYBOOK, Options.DEFAULT);
    Policy again = new Policy(Set.of(new Address("shelf", "s")), false);
    apply(PLAYBOOK, Options.DEFAULT.withPolicy(again));
    assertThat(lab.server.writes())
        .endsWith("delete /s", "create shelf.s", "update shelf.s [holds.a, label]");
  }

  @Test
  void anEntryIsATargetWithItsLatePart() throws Exception {
    Options shelf = Options.DEFAULT.withTargets(Set.of(new Address("shelf", "s")));
    assertThat(Lab.text(planned(PLAYBOOK, shelf).plan()))
        .isEqualTo(
            """
            + s
            + a after s
            ~ s.members after s,a; once `shelf.s` is made""");
    Options b = Options.DEFAULT.withTargets(Set.of(new Address("thing", "b")));
    assertThat(Lab.text(planned(PLAYBOOK, b).plan()))
        .isEqualTo(
            """
            + s
            + b after s""");
  }

  @Test
  void whatTheListHeldGoesBeforeTheBaseAndBeforeWhatItNames() throws Exception {
    apply(PLAYBOOK, Options.DEFAULT);
    assertThat(apply(PLAYBOOK, Options.DEFAULT.withDestroy()))
        .isEqualTo(
            """
            b converged
            s.holds.a converged
            a converged
            s converged""");
    assertThat(lab.server.writes())
        .endsWith("delete /b", "take a off /s", "delete /a", "delete /s");
  }

  @Test
  void oneOfTheListThatIsNoLongerDeclaredIsAnOrphan() throws Exception {
    apply(PLAYBOOK, Options.DEFAULT);
    String without = PLAYBOOK.replace("    holds: [a]\n", "");
    assertThat(plan(without))
        .isEqualTo(
            """
              s
              a after s
              s.members after s,a
              b after s
            ! /s holding a""");
    String noPart = without.replace("    label: ${things.a.at}\n", "");
    apply(noPart, Options.DEFAULT.withPrune());
    assertThat(lab.server.writes()).endsWith("take a off /s");
    assertThat(planned(noPart, Options.DEFAULT.withPrune()).plan().hasChanges()).isFalse();
  }

  @Test
  void anEntryThatIsToBeAbsentGoesAfterWhatItsListHolds() throws Exception {
    apply(PLAYBOOK, Options.DEFAULT);
    String absent =
        """
        name: lab
        lab: {room: 10}
        shelves:
          s: {path: /s, holds: [a], state: absent}
        things:
          a: {path: /a}
          b: {path: /b}
        """;
    assertThat(plan(absent))
        .isEqualTo(
            """
            - s.holds.a
            - s after s.holds.a
              a
              b""");
    apply(absent, Options.DEFAULT);
    assertThat(lab.server.writes()).endsWith("take a off /s", "delete /s");
  }

  @Test
  void aPlanShowsTheLatePartBelowItsEntry() throws Exception {
    assertThat(new PlanText(Style.PLAIN).render(planned(PLAYBOOK, Options.DEFAULT).plan()))
        .isEqualTo(
            """
            Environment lab on the lab    4 resources

              +   shelf.s               {colour=red}
              ~   shelf.s.members       set
                    note: once `shelf.s` is made
              +   thing.a               {}
              +   thing.b               {}

            3 to create, 1 to change, 0 to replace, 0 to delete, 0 unchanged
            """);
  }
}
