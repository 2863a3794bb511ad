package dev.provision.modules.datastoreclusters;

import dev.provision.spi.schema.Doc;
import java.util.Locale;
import java.util.Optional;

/** {@code db: {automation: manual, disks_apart: true}}. */
@Doc("What Storage DRS does with the disks of one instance.")
public record VmOverrideSpec(
    @Doc("Whether it moves them by itself: manual, automated or cluster-default.")
        Optional<VmAutomation> automation,
    @Doc("Whether they stay together.") Optional<Boolean> keepTogether,
    @Doc("Whether each is on a datastore of its own; needs two disks or more.")
        Optional<Boolean> disksApart,
    @Doc("Whether Storage DRS looks at it at all.") Optional<Boolean> enabled) {

  /** Whether Storage DRS moves the disks of one VM. */
  public enum VmAutomation {
    CLUSTER_DEFAULT,
    MANUAL,
    AUTOMATED;

    /** The API's word; null for that of the cluster. */
    String word() {
      return this == CLUSTER_DEFAULT ? null : name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
