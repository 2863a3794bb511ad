package dev.provision.modules.clusters.settings;

import static dev.provision.modules.clusters.settings.Setting.row;

import com.vmware.vim25.ClusterDasConfigInfo;
import dev.provision.modules.clusters.declaration.AdmissionSpec;
import dev.provision.modules.clusters.declaration.AdmissionSpec.PercentSpec;
import dev.provision.modules.clusters.declaration.AdmissionSpec.SlotSpec;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.HaSpec;
import dev.provision.modules.clusters.settings.AdmissionDraft.Percent;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of HA's admission control. What it is and its details are rows of one policy. */
public final class AdmissionRows {
  public static final String FIELD = "ha.admission_control";

  private AdmissionRows() {}

  static List<Row<ClusterSpec, Item, ClusterDraft>> rows() {
    return List.of(
        detail(
            FIELD + ".policy", AdmissionSpec::sort, AdmissionDraft::sort, AdmissionDraft::become),
        detail(
            FIELD + ".host_failures",
            AdmissionSpec::hostFailures,
            draft -> draft.hostFailures,
            (draft, value) -> draft.hostFailures = value),
        Setting.<SlotSpec>row(
                FIELD + ".slot",
                wanted(AdmissionSpec::slot),
                config -> AdmissionDraft.size(AdmissionDraft.of(config.getDasConfig()).slot),
                (draft, value) -> draft.admission().slot(value))
            .saying(slot -> slot.cpu() + " MHz, " + slot.memory()),
        detail(
            FIELD + ".percent",
            admission -> admission.percent().flatMap(AdmissionRows::given),
            AdmissionDraft::given,
            (draft, value) -> draft.percent = value),
        Setting.<Integer>row(
                FIELD + ".performance_loss",
                wanted(AdmissionSpec::performanceLoss),
                config -> AdmissionDraft.of(config.getDasConfig()).performanceLoss,
                (draft, value) -> draft.admission().performanceLoss = value)
            .since(Setting.SINCE, "a limit of the loss, which came with vSphere 6.5")
            .saying(percent -> percent + " %"));
  }

  private static Optional<Percent> given(PercentSpec percent) {
    return percent.cpu().flatMap(cpu -> percent.memory().map(memory -> new Percent(cpu, memory)));
  }

  private static <V> Row<ClusterSpec, Item, ClusterDraft> detail(
      String field,
      Function<AdmissionSpec, Optional<V>> wanted,
      Function<AdmissionDraft, V> seen,
      BiConsumer<AdmissionDraft, V> put) {
    return row(
        field,
        wanted(wanted),
        config -> seen.apply(AdmissionDraft.of(config.getDasConfig())),
        (draft, value) -> put.accept(draft.admission(), value));
  }

  private static <V> Function<ClusterSpec, Optional<V>> wanted(
      Function<AdmissionSpec, Optional<V>> part) {
    return HaRows.wanted(ha -> ha.admissionControl().flatMap(part));
  }

  /**
   * HA's switch and its admission control as they will be. Hosts that are kept free are added to
   * the cluster later, so they are not among it.
   *
   * @param old null when there is none
   */
  public static ClusterDasConfigInfo planned(HaSpec spec, ClusterDasConfigInfo old) {
    ClusterDasConfigInfo das = new ClusterDasConfigInfo();
    das.setEnabled(spec.enabled().orElse(old == null ? null : old.getEnabled()));
    AdmissionDraft draft = AdmissionDraft.of(old);
    spec.admissionControl()
        .filter(admission -> admission.failoverHosts().isEmpty())
        .ifPresent(
            admission -> {
              admission.sort().ifPresent(draft::become);
              admission.hostFailures().ifPresent(hosts -> draft.hostFailures = hosts);
              admission.slot().ifPresent(draft::slot);
              admission
                  .percent()
                  .flatMap(AdmissionRows::given)
                  .ifPresent(part -> draft.percent = part);
            });
    draft.into(das);
    return das;
  }

  /** What cannot be declared together. */
  public static List<Problem> problems(AdmissionSpec spec) {
    List<Problem> problems = new ArrayList<>();
    boolean computed = spec.percent().flatMap(PercentSpec::computed).isPresent();
    if (spec.keep().isPresent()
        && (spec.hostFailures().isPresent() || spec.percent().isPresent())) {
      problems.add(new Problem(FIELD, "`none` keeps nothing free; leave the rest out"));
    }
    spec.percent()
        .filter(percent -> !computed)
        .ifPresent(
            percent -> {
              if (percent.cpu().isEmpty() || percent.memory().isEmpty()) {
                problems.add(new Problem(FIELD + ".percent", "give both `cpu` and `memory`"));
              }
              if (spec.hostFailures().isPresent()) {
                problems.add(
                    new Problem(
                        FIELD + ".host_failures",
                        "percentages that are given say it all; leave this out, or write `percent:"
                            + " auto`"));
              }
            });
    if (spec.slot().isPresent() && (spec.percent().isPresent() || spec.hostFailures().isEmpty())) {
      problems.add(
          new Problem(FIELD + ".slot", "slots are kept for `host_failures` without `percent`"));
    }
    spec.failoverHosts()
        .ifPresent(
            hosts -> {
              if (spec.percent().isPresent() || spec.hostFailures().isPresent()) {
                problems.add(
                    new Problem(
                        FIELD + ".failover_hosts", "it is one of these; leave the others out"));
              }
              if (hosts.isEmpty()) {
                problems.add(new Problem(FIELD + ".failover_hosts", "name a host"));
              }
            });
    if (spec.sort().isEmpty()) {
      problems.add(
          new Problem(
              FIELD,
              "say what is kept: `host_failures`, `percent`," + " `failover_hosts`, or `none`"));
    }
    return problems;
  }
}
