package dev.provision.modules.clusters.declaration;

import com.vmware.vim25.DrsBehavior;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import java.util.Map;
import java.util.Optional;

/** {@code {enabled: true, automation: fully-automated, migration_threshold: 3}}. */
@Doc("DRS, which spreads VMs over the hosts.")
public record DrsSpec(
    @Doc("Whether it is on. Switching it off deletes all resource pools of the cluster.")
        Optional<Boolean> enabled,
    @Doc("What it does by itself: nothing, the first placement of a VM, or moves too.")
        Optional<Automation> automation,
    @Doc(
            "How readily it moves VMs, as vCenter's client has it: 1 is conservative, 5 is"
                + " aggressive.")
        Optional<Integer> migrationThreshold,
    @Doc("Whether single VMs may have another automation.") Optional<Boolean> vmOverridesAllowed,
    @Doc("Whether the shares of pools grow with the VMs that they have.")
        Optional<Boolean> scalableShares,
    @Doc("Whether it acts on what vRealize or Aria Operations predicts.")
        Optional<Boolean> predictive,
    @Doc("Advanced options, by name; others are left alone.") Map<String, String> options,
    @Doc(
            "The automation of single instances; that of other VMs is left alone. A name with"
                + " `count` means all its instances.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<Ref, Override>> vmOverrides) {
  static final DrsSpec NONE =
      new DrsSpec(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty());

  /** The same without what names instances. */
  DrsSpec base() {
    return new DrsSpec(
        enabled,
        automation,
        migrationThreshold,
        vmOverridesAllowed,
        scalableShares,
        predictive,
        options,
        Optional.empty());
  }

  /** Only what names instances. */
  DrsSpec overrides() {
    return new DrsSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        vmOverrides);
  }

  /** What DRS does with one VM. */
  public enum Override implements ApiWord {
    CLUSTER_DEFAULT,
    DISABLED,
    MANUAL,
    PARTIALLY_AUTOMATED,
    FULLY_AUTOMATED
  }

  /** What DRS does by itself. */
  public enum Automation {
    MANUAL(DrsBehavior.manual),
    PARTIALLY_AUTOMATED(DrsBehavior.partiallyAutomated),
    FULLY_AUTOMATED(DrsBehavior.fullyAutomated);

    private final DrsBehavior api;

    Automation(DrsBehavior api) {
      this.api = api;
    }

    public DrsBehavior api() {
      return api;
    }
  }
}
