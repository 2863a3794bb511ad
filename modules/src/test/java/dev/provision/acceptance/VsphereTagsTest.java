package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Categories and tags are made, changed, adopted and given back, over vCenter's REST API. */
class VsphereTagsTest extends Acceptance {
  private static final String WEB = "/DC0/vm/ci/web";
  private static final String OTHER = "/DC0/vm/DC0_C0_RP0_VM0";

  private static final String TIER =
      """
      vsphere_tags:
        tier:
          cardinality: single
          types: [VirtualMachine, Folder]
          tags: {gold: mirrored, silver: ""}
      """;

  /** A machine and a folder with tags. */
  private static String site(String tags, String machine) {
    return play(
        tags
            + """
            folders:
              team: {path: /DC0/vm/team, vsphere_tags: [tier/silver]}
            flavors:
              small: {vcpus: 1, ram: 64 MiB}
            instances:
              web: {image: base, flavor: small, networks: {}%s}
            """
                .formatted(machine));
  }

  private OtherTags tags() {
    return target.otherClient().tags();
  }

  private void holds(Provisioning provision, String why) {
    Provisioning.Ended refused = provision.plan();
    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err()).contains(why);
  }

  @Test
  void oneApplyMakesThemAttachesThemBeforeTheFirstStartAndDestroyTakesAllAway() {
    Provisioning provision = provision(site(TIER, ", vsphere_tags: [tier/gold]"));
    boolean breaks = target.whyNot(BREAKS) == null;
    if (breaks) {
      target.taskFails("PowerOnVM_Task", "", "InvalidState");
      assertThat(provision.apply().exit()).isEqualTo(1);
      assertThat(target.otherClient().vm(WEB).on()).isFalse();
      assertThat(tags().on(WEB)).containsExactly("gold");
      target.allIsWell();
    } else {
      assertThat(provision.plan().steps()).contains("+  vsphere_tag.tier  tier: gold, silver\n");
    }

    converged(provision.apply());

    assertThat(tags().categories()).isEqualTo(Map.of("tier", "SINGLE Folder VirtualMachine"));
    assertThat(tags().all()).isEqualTo(Map.of("tier/gold", "mirrored", "tier/silver", ""));
    assertThat(tags().on(WEB)).containsExactly("gold");
    assertThat(tags().on("/DC0/vm/team")).containsExactly("silver");
    assertThat(target.otherClient().vm(WEB).on()).isTrue();
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(tags().categories()).isEmpty();
  }

  @Test
  void whatDiffersIsPlannedAndOthersTagsAreLeftAloneUntilItIsExclusive() {
    tags().category("cost", "costs", "MULTIPLE");
    tags().tag("cost", "low", "");
    tags().tag("cost", "high", "");
    Provisioning provision = provision(site(TIER, ", vsphere_tags: [tier/gold]"));
    converged(provision.apply());
    tags().attach("cost", "low", WEB);
    tags().attach("cost", "high", WEB);
    tags().rename("tier", "silver", "bronze");
    nothingIsLeftButTheName(provision);

    String more =
        TIER.replace("mirrored", "paid").replace("single", "multiple").replace("]", ", Datastore]");
    provision.rewrite(site(more, ", vsphere_tags: [tier/silver, cost/low]"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("types.Datastore  (absent) -> there")
        .contains("cardinality  single -> multiple")
        .contains("tags.gold  mirrored -> paid")
        .contains("vsphere_tags.tier/silver  (absent) -> attached")
        .doesNotContain("cost/high");
    assertThat(tags().on(WEB)).containsExactly("gold", "high", "low", "silver");
    nothingIsLeft(provision);
    provision.rewrite(
        site(more, ", vsphere_tags: {exclusive: true, tags: [tier/silver, cost/low]}"));
    assertThat(provision.plan().steps()).contains("vsphere_tags.cost/high  attached -> (absent)");
    converged(provision.apply());
    assertThat(tags().on(WEB)).containsExactly("low", "silver");
    nothingIsLeft(provision);
  }

  private void nothingIsLeftButTheName(Provisioning provision) {
    assertThat(provision.plan().steps()).contains("tags.silver.name  bronze -> silver");
    converged(provision.apply());
    nothingIsLeft(provision);
  }

  @Test
  void oneTagOfASingleCategoryTakesThePlaceOfAnotherAndDefaultsGiveWay() {
    String setting = "vsphere_tags: [tier/silver]";
    Provisioning provision = provision(site(TIER, "")).connection(setting);
    converged(provision.apply());
    assertThat(tags().on(WEB)).containsExactly("silver");
    provision.rewrite(site(TIER, ", vsphere_tags: [tier/gold]"));
    provision.connection(setting);

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps()).contains("vsphere_tags.tier  silver -> gold");
    assertThat(tags().on(WEB)).containsExactly("gold");
    nothingIsLeft(provision);
    provision.rewrite(site(TIER, ", vsphere_tags: [tier/gold, tier/silver]"));
    holds(
        provision,
        "an object has one tag of `tier` at most, and this one would have `tier/gold` and"
            + " `tier/silver`");
    provision.rewrite(site(TIER, ", vsphere_tags: [tier/goldd]"));
    holds(provision, "there is no tag `tier/goldd`; did you mean `tier/gold`?");
    String disk = TIER + "  disk: {types: [Datastore], tags: {fast: ''}}\n";
    provision.rewrite(site(disk, ", vsphere_tags: [disk/fast]"));
    holds(
        provision,
        "the tags of `disk` are for objects of type Datastore, and this is a VirtualMachine");
  }

  @Test
  void othersCategoryIsAdoptedAndGivenBackAsItWas() {
    tags().category("tier", "theirs", "SINGLE", "VirtualMachine", "Folder");
    tags().tag("tier", "gold", "theirs");
    Provisioning provision = provision(play(TIER));
    holds(provision, "`tag category tier` is there already and is not ours");

    provision.rewrite(play(TIER.replace("cardinality", "adopt: true\n    cardinality")));
    converged(provision.apply());
    assertThat(tags().all()).isEqualTo(Map.of("tier/gold", "mirrored", "tier/silver", ""));
    nothingIsLeft(provision);

    converged(provision.run("destroy", "--yes", "--allow", "delete"));
    assertThat(tags().all()).isEqualTo(Map.of("tier/gold", "mirrored"));
    provision.rewrite(play(""));
    converged(provision.apply("--prune"));
    assertThat(tags().all()).isEqualTo(Map.of("tier/gold", "mirrored"));
  }

  @Test
  void oneWithoutALineIsPrunedUnlessAnotherOnesObjectHasIt() {
    Provisioning provision = provision(play(TIER));
    converged(provision.apply());
    tags().attach("tier", "gold", OTHER);
    provision.rewrite(play(TIER.replace("gold: mirrored, ", "")));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended kept = provision.apply("--prune", "--yes", "--allow", "delete");

    assertThat(plan.steps()).contains("vsphere_tag.tier.tags.gold");
    assertThat(kept.all()).contains("is still in use").contains(OTHER);
    assertThat(tags().all()).containsKey("tier/gold");
    tags().detach("tier", "gold", OTHER);
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(tags().all()).isEqualTo(Map.of("tier/silver", ""));
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(tags().categories()).isEmpty();
  }
}
