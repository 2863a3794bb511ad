package dev.provision.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.graph.LinkedPlay;
import dev.provision.graph.Loader;
import dev.provision.lab.Lab;
import dev.provision.lab.LabProvider;
import dev.provision.lab.Pen;
import dev.provision.lab.Picture;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Work;
import dev.provision.playbook.Inputs;
import dev.provision.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the text of a playbook to a world that equals it. */
class PlaybookRunTest {
  private static final String PLAYBOOK =
      """
      name: lab
      lab: {room: 10}
      sizes:
        small: {size: 1}
      things:
        web:
          path: /web
          size: small
          link: ${things.db.ip}
          fields: {x: "${1 + 1}"}
        db:
          path: /db
          fields: {ip: 10.0.0.2}
          protect: true
      """;

  private final Lab lab = new Lab();

  private Planning<Picture, Pen> plan(String text) throws Exception {
    LabProvider provider = new LabProvider(lab.server);
    Checked<List<LinkedPlay>> plays =
        new Loader(provider).load(new SourceFile("lab.yml", text), Inputs.NONE);
    assertThat(plays.diagnostics()).isEmpty();
    return Planner.plan(Work.of(provider, plays.get().get(0)), lab.session, Options.DEFAULT);
  }

  private Planned<Picture, Pen> planned(String text) throws Exception {
    return plan(text).planned().orElseThrow();
  }

  @Test
  void convergesAndThenHasNothingToDo() throws Exception {
    assertThat(Lab.text(planned(PLAYBOOK).plan()))
        .isEqualTo(
            """
            + db
            + web after db""");
    assertThat(Lab.text(lab.run(planned(PLAYBOOK))))
        .isEqualTo(
            """
            db converged
            web converged""");
    assertThat(lab.server.get("/web").fields())
        .containsEntry("link", "10.0.0.2")
        .containsEntry("x", "2")
        .containsEntry("size", "1");
    assertThat(planned(PLAYBOOK).plan().hasChanges()).isFalse();
  }

  @Test
  void pointsAtTheLineThatAsksForAChange() throws Exception {
    lab.run(planned(PLAYBOOK));
    String other = PLAYBOOK.replace("10.0.0.2", "10.0.0.3");
    Planned<Picture, Pen> planned = planned(other);
    assertThat(planned.plan().steps().get(0).changes().get(0).where()).hasToString("lab.yml:13:18");
    lab.run(planned);
    assertThat(planned(other).plan().hasChanges()).isFalse();
  }
}
