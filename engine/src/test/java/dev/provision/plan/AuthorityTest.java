package dev.provision.plan;

import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.Lab;
import dev.provision.lab.Pen;
import dev.provision.lab.Picture;
import dev.provision.lab.Thing;
import dev.provision.spi.Right;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private final Lab lab = new Lab();

  @Test
  void namesWhatTheAccountLacksOnWhatForWhomAndAtWhichLine() throws Exception {
    lab.server.put(Thing.owned("/d", "thing.d", Map.of("x", "1")));
    lab.server.withhold("Thing.Create").withhold("Thing.Change.x").withhold("Thing.Change.y");

    Planning<Picture, Pen> planning =
        lab.planning(
            Options.DEFAULT,
            thing("a"),
            thing("b"),
            thing("c"),
            thing("d").with("x", "2").with("y", "3"),
            thing("e"));

    assertThat(planning.planned()).isEmpty();
    assertThat(planning.refusedByTheWorld()).isTrue();
    assertThat(
            lab.mistakes(
                thing("a"),
                thing("b"),
                thing("c"),
                thing("d").with("x", "2").with("y", "3"),
                thing("e")))
        .containsExactly(
            "a.yml:1:1: the account lacks Thing.Create on `/`, needed for `thing.a`, `thing.b`,"
                + " `thing.c` and 1 more",
            "d.yml:1:1: the account lacks Thing.Change.x, Thing.Change.y on `/d`, needed for"
                + " `thing.d`");
    assertThat(planning.diagnostics().get(0).hint().orElseThrow())
        .isEqualTo(
            "`provision privileges` with this playbook prints a role that has what is missing");
    assertThat(planning.authority())
        .extracting(each -> each.right() + " " + each.held())
        .hasSize(3)
        .contains(new Right("Thing.Create", "/", "") + " false");
    assertThat(lab.server.writes()).isEmpty();
  }

  @Test
  void asksOnceAndNotAtAllWhenNothingIsDone() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    lab.server.withhold("Thing.Create").withhold("Thing.Delete");
    lab.plan(thing("a"));
    assertThat(lab.server.questions()).isZero();

    lab.server.put(Thing.owned("/b", "thing.b", Map.of()));
    assertThat(lab.mistakes(Options.DEFAULT.withPrune(), thing("a").with("x", "1"), thing("c")))
        .containsExactly(
            "c.yml:1:1: the account lacks Thing.Create on `/`, needed for `thing.c`",
            "the account lacks Thing.Delete on `/b`, needed for `thing.b`");
    assertThat(lab.server.questions()).isEqualTo(1);
  }

  @Test
  void asksForWhatAReplacementAnAdoptionAReleaseAndADestroyNeed() throws Exception {
    lab.server.withhold("Thing.Mark").withhold("Thing.Delete");
    lab.server.put(Thing.foreign("/a", Map.of()));
    assertThat(lab.mistakes(thing("a").adopt()))
        .containsExactly("a.yml:1:1: the account lacks Thing.Mark on `/a`, needed for `thing.a`");

    lab.server.put(Thing.owned("/b", "thing.b", Map.of("renew_x", "1")));
    assertThat(lab.mistakes(thing("b").with("renew_x", "2")))
        .containsExactly("b.yml:1:1: the account lacks Thing.Delete on `/b`, needed for `thing.b`");

    lab.server.put(Thing.owned("/c", "thing.c", Map.of()).marked("lab", "thing.c", true));
    assertThat(lab.mistakes(Options.DEFAULT.withDestroy()))
        .containsExactly(
            "the account lacks Thing.Delete on `/b`, needed for `thing.b`",
            "the account lacks Thing.Mark on `/c`, needed for `thing.c`");
  }
}
