package dev.provision.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Action;
import dev.provision.spi.Disruption;
import dev.provision.spi.Effect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private final PlanText text = new PlanText(Style.PLAIN);

  @Test
  void printsOneOfEverything() {
    assertThat(text.render(Events.full()))
        .isEqualTo(
            """
            Environment shop/ci-main on vc.lab.local, /DC0/host/DC0_C0    10 resources

              +   image.trusty          upload 12.7 MiB
                    note: full clone: \\u001b[31mno snapshot
              +   instance.web-1        m1.small  -> esx02, nas1
              ~   instance.db           powers off: memory hot-add is disabled
                    ram                     2 GiB -> 4 GiB                                          site.yml:7:3
                    networks.eth0.fixed_ip  (empty) -> 10.0.0.9/24                                  site.yml:7:3
                    annotation              xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… -> two\\nlines  site.yml:7:3
              ~   instance.app          changed in place
                    vcpus                   1 -> 2                                                  site.yml:7:3
              -   instance.old          deleted: /DC0/vm/instance.old
              ←   instance.hand         adopted: /DC0/vm/instance.hand
              →   instance.guest        given back, not deleted: /DC0/vm/instance.guest
              ±   instance.new          deleted and made again: m1.small  -> esx01, nas1
                  instance.far          no change
                    note: `image`: 1 -> 2 only with a new one
              !   volume.scratch        orphan: /DC0/vm/scratch is owned by shop/ci-main and no longer declared; --prune deletes it
              !   instance.web-9        /DC0/vm/web-9: a possible copy of web-1

            2 to create, 2 to change (1 power-off), 1 to replace, 1 to delete, 1 to adopt, 1 to give back, 2 unchanged, 2 orphans
            """);
  }

  @Test
  void saysThatDataIsLostBesidesAPowerOff() {
    assertThat(
            text.render(
                Events.plan(
                    Events.step(
                        "instance.a",
                        Action.UPDATE,
                        "",
                        "",
                        List.of(
                            Events.change("swap", "1 GiB", "(absent)", Effect.LOSES_DATA, "gone"),
                            Events.change("ram", "1", "2", Effect.NEEDS_POWER_OFF, "cold")),
                        List.of()))))
        .contains("instance.a            loses data: gone, powers off: cold\n");
  }

  @Test
  void countsDisruptionsInWords() {
    assertThat(Stream.of(Disruption.values()).map(each -> PlanText.counted(2, each.noun())))
        .containsExactly(
            "2 power-offs",
            "2 relinks",
            "2 replacements",
            "2 deletions",
            "2 reverts",
            "2 evacuations",
            "2 network cuts",
            "2 unmounts",
            "2 pool tree drops",
            "2 disconnects",
            "2 HA switch-offs",
            "2 revocations");
  }

  @Test
  void saysThatNothingChanges() {
    assertThat(text.render(Events.plan(Events.step("instance.a", Action.NONE, ""))))
        .isEqualTo(
            """
            Environment ci-main on vc.lab.local, /DC0/host/DC0_C0    1 resource

            No changes. 0 to create, 0 to change, 0 to replace, 0 to delete, 1 unchanged
            """);
  }

  @Test
  void coloursTheSymbolsAndKeepsTheColumns() {
    String coloured =
        new PlanText(new Style(true))
            .render(
                Events.plan(
                    Events.step("instance.a", Action.CREATE, "m1.small"),
                    Events.step(
                        "instance.b",
                        Action.UPDATE,
                        "",
                        "",
                        List.of(Events.change("ram", "1", "2")),
                        List.of())));

    assertThat(coloured)
        .contains("  \u001b[32m+\u001b[0m   instance.a            m1.small\n")
        .contains("  \u001b[33m~\u001b[0m   instance.b            changed in place\n")
        .contains("\u001b[2msite.yml:7:3\u001b[0m\n");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).doesNotContain("\u001b");
  }
}
