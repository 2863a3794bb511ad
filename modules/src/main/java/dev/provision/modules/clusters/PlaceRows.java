package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.AdmissionSpec;
import dev.provision.modules.clusters.settings.AdmissionDraft;
import dev.provision.modules.clusters.settings.AdmissionRows;
import dev.provision.modules.clusters.settings.ClusterDraft;
import dev.provision.modules.clusters.settings.Setting;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.places.DrsCluster;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings that name datastores and hosts. Each list is written whole. */
final class PlaceRows {
  /** Of the machines that vCenter has in each cluster since 7.0. */
  static final String SYSTEM = "vcls_datastores";

  static final Rows<WantedPlaces, ClusterState, ClusterDraft> ALL =
      Rows.merged(
          ClusterDraft::new,
          state ->
              Setting.seen(state.cluster().item())
                  .known()
                  .map(ClusterDraft::new)
                  .orElseGet(ClusterDraft::new),
          List.of(
              list(
                  "ha.heartbeat_datastores",
                  WantedPlaces::heartbeat,
                  config ->
                      config.getDasConfig() == null
                          ? null
                          : config.getDasConfig().getHeartbeatDatastore(),
                  (draft, refs) -> draft.das().setHeartbeatDatastore(refs)),
              list(
                  AdmissionRows.FIELD + ".failover_hosts",
                  WantedPlaces::failover,
                  PlaceRows::free,
                  ClusterDraft::failover),
              list(
                  SYSTEM,
                  WantedPlaces::system,
                  config ->
                      Optional.ofNullable(ClusterDraft.systemVms(config))
                          .map(all -> all.allowedDatastores)
                          .orElse(new ManagedObjectReference[0]),
                  ClusterDraft::systemVms)));

  private PlaceRows() {}

  /** Null while something else is kept free. */
  private static ManagedObjectReference[] free(ClusterConfigInfoEx config) {
    AdmissionDraft admission = AdmissionDraft.of(config.getDasConfig());
    return admission.sort() == AdmissionSpec.Sort.HOSTS ? admission.hosts : null;
  }

  private static Row<WantedPlaces, ClusterState, ClusterDraft> list(
      String field,
      Function<WantedPlaces, Optional<List<Member>>> wanted,
      Function<ClusterConfigInfoEx, ManagedObjectReference[]> seen,
      BiConsumer<ClusterDraft, ManagedObjectReference[]> put) {
    return FieldRow.<WantedPlaces, ClusterState, ClusterDraft, List<Member>>of(
            field,
            DrsCluster.CONFIG,
            wanted,
            state ->
                Setting.seen(state.cluster().item())
                    .map(seen)
                    .map(refs -> Member.of(refs, state.read())),
            (draft, members, old) -> put.accept(draft, Member.refs(members)))
        .saying(Member::words);
  }
}
