package dev.provision.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of the tables, with a value, and the line of the playbook that it becomes. */
class OptionsTest {
  /** file | section | option and its other names | value | line of the playbook, or what is said */
  private static final String ROWS =
      """
      nova|vmware|host_ip vmwareapi_host_ip|vc.lab|host: vc.lab
      nova|vmware|host_port vmwareapi_host_port|8443|port: 8443
      nova|vmware|host_username vmwareapi_host_username|osuser@vsphere.local|username: osuser@vsphere.local
      nova|vmware|host_password vmwareapi_host_password|canary|password: ${env.VC_PASSWORD}
      nova|vmware|ca_file|/etc/vc.pem|ca_file: /etc/vc.pem
      nova|vmware|insecure api_insecure|True|insecure: true
      nova|vmware|cluster_name vmwareapi_cluster_name|CL1|cluster: CL1
      nova|vmware|datastore_regex vmwareapi_datastore_regex|nas.*|datastore_regex: "nas.*"
      nova|vmware|wsdl_location vmwareapi_wsdl_loc|https://vc/sdk|no effect: the API's types are built in
      nova|vmware|task_poll_interval vmwareapi_task_poll_interval|0.5|no effect: tasks are waited for
      nova|vmware|api_retry_count vmwareapi_api_retry_count|10|no effect: what may pass is tried again
      nova|vmware|maximum_objects|100|no effect: all pages are read
      nova|vmware|connection_pool_size|10|no effect: connections are opened
      nova|vmware|use_linked_clone vmwareapi_use_linked_clone|False|instances.<name>.clone
      nova|vmware|cache_prefix|x|no effect: images are shared
      nova|vmware|pbm_enabled|True|no effect: a storage policy is used where one is named
      nova|vmware|pbm_default_policy|gold|vmware:storage_policy
      nova|vmware|pbm_wsdl_location|file:///x|no effect: the API's types are built in
      nova|vmware|vnc_port|5900|no effect: a console is a ticket
      nova|vmware|vnc_port_total|10000|no effect: a console is a ticket
      nova|vmware|vnc_keymap|en-us|no effect: a console is a ticket
      nova|vmware|console_delay_seconds|1|no effect: it was for typing over VNC
      nova|vmware|serial_port_service_uri|vspc|no effect: instances get no serial port
      nova|vmware|serial_port_proxy_uri|telnet://x|no effect: instances get no serial port
      nova|vmware|serial_log_dir|/opt/vmware/vspc|no effect: instances get no serial port
      nova|vmware|integration_bridge|br-int|networks.<name>.port_group
      nova|DEFAULT|compute_driver|vmwareapi.VMwareVCDriver|no effect: `vcenter:` says
      nova|DEFAULT|reserved_host_memory_mb|512|reserved_host_memory: 512 MiB
      nova|DEFAULT|reserved_host_disk_mb|0|no effect: each host is looked at
      nova|DEFAULT|reserved_host_cpus|0|no effect: each host is looked at
      nova|DEFAULT|initial_cpu_allocation_ratio cpu_allocation_ratio|4.0|cpu_allocation_ratio: 4.0
      nova|DEFAULT|initial_ram_allocation_ratio ram_allocation_ratio|1.5|ram_allocation_ratio: 1.5
      nova|DEFAULT|initial_disk_allocation_ratio disk_allocation_ratio|1.0|disk_allocation_ratio: 1.0
      nova|DEFAULT|config_drive_format|iso9660|no effect: a config drive is iso9660
      nova|DEFAULT|force_config_drive|True|instances.<name>.config_drive
      nova|DEFAULT|flat_injected|True|no effect: addresses reach the guest
      nova|image_cache|subdirectory_name image_cache_subdirectory_name|_base|no effect: images are templates
      nova|image_cache|remove_unused_base_images|True|no effect: images are templates
      nova|image_cache|remove_unused_original_minimum_age_seconds|86400|no effect: images are templates
      nova|image_cache|manager_interval image_cache_manager_interval|2400|no effect: images are templates
      nova|compute|vmdk_allowed_types|streamOptimized|no effect: the file itself is inspected
      glance-api|glance_store|vmware_server_host|vc.lab|host: vc.lab
      glance-api|glance_store|vmware_server_username|osuser|username: osuser
      glance-api|glance_store|vmware_server_password|canary|password: ${env.VC_PASSWORD}
      glance-api|glance_store|vmware_datastores|DC0:nas1:10|datastores: [{name: nas1, weight: 10}]
      glance-api|glance_store|vmware_datastore_name|nas1|datastores: [nas1]
      glance-api|glance_store|vmware_datacenter_path|DC0|datacenter: DC0
      glance-api|vs1|vmware_store_image_dir|/openstack_glance|image_dir: /openstack_glance
      glance-api|glance_store|vmware_insecure vmware_api_insecure|true|insecure: true
      glance-api|glance_store|vmware_ca_file|/etc/vc.pem|ca_file: /etc/vc.pem
      glance-api|glance_store|vmware_api_retry_count|10|no effect: what may pass is tried again
      glance-api|glance_store|vmware_task_poll_interval|5|no effect: tasks are waited for
      glance-api|glance_store|default_store default_backend|vsphere|no effect: images go to the vCenter
      glance-api|glance_store|stores enabled_backends|vmware,http|no effect: images go to the vCenter
      glance-api|glance_store|filesystem_store_datadir|/opt/x|no effect: no copy is kept
      glance-api|image_format|vmdk_allowed_types|streamOptimized|no effect: the file itself is inspected
      glance-registry|glance_store|vmware_server_host|vc.lab|host: vc.lab
      glance-registry|glance_store|vmware_server_username|osuser|username: osuser
      glance-registry|glance_store|vmware_server_password|canary|password: ${env.VC_PASSWORD}
      glance-registry|glance_store|vmware_datastores|DC0:nas1|datastores: [nas1]
      glance-registry|glance_store|vmware_datastore_name|nas1|datastores: [nas1]
      glance-registry|glance_store|vmware_datacenter_path|DC0|datacenter: DC0
      glance-registry|glance_store|vmware_store_image_dir|/openstack_glance|image_dir: /openstack_glance
      glance-registry|glance_store|vmware_insecure vmware_api_insecure|true|insecure: true
      glance-registry|glance_store|vmware_ca_file|/etc/vc.pem|ca_file: /etc/vc.pem
      glance-registry|glance_store|vmware_api_retry_count|10|no effect: glance-registry never
      glance-registry|glance_store|vmware_task_poll_interval|5|no effect: glance-registry never
      glance-registry|glance_store|default_store default_backend|vsphere|no effect: glance-registry never
      glance-registry|glance_store|stores enabled_backends|vmware|no effect: glance-registry never
      glance-registry|glance_store|filesystem_store_datadir|/opt/x|no effect: glance-registry never
      glance-registry|image_format|vmdk_allowed_types|sparse|no effect: glance-registry never
      cinder|vmware|vmware_host_ip|vc.lab|host: vc.lab
      cinder|vmware|vmware_host_port|8443|port: 8443
      cinder|vmware|vmware_host_username|osuser|username: osuser
      cinder|vmware|vmware_host_password|canary|password: ${env.VC_PASSWORD}
      cinder|vmware|vmware_wsdl_location|https://vc/sdk|no effect: the API's types are built in
      cinder|vmware|vmware_host_version|6.0|no effect: the server says itself
      cinder|vmware|vmware_api_retry_count|10|no effect: what may pass is tried again
      cinder|vmware|vmware_task_poll_interval|2.0|no effect: tasks are waited for
      cinder|vmware|vmware_max_objects_retrieval|100|no effect: all pages are read
      cinder|vmware|vmware_connection_pool_size|10|no effect: connections are opened
      cinder|vmware|vmware_ca_file|/etc/vc.pem|ca_file: /etc/vc.pem
      cinder|nas-backend|vmware_insecure|1|insecure: true
      cinder|vmware|vmware_volume_folder|Volumes|volume_dir: Volumes
      cinder|vmware|vmware_tmp_dir|/tmp|no effect: nothing is stored here
      cinder|vmware|vmware_image_transfer_timeout_secs|7200|no effect: a transfer may take
      cinder|vmware|vmware_cluster_name|CL1|no effect: volumes have no shadow VMs
      cinder|vmware|vmware_storage_profile|gold|no effect: it was for statistics only
      cinder|vmware|vmware_adapter_type|lsiLogic|volumes.<name>.adapter_type
      cinder|vmware|vmware_snapshot_format|template|no effect: volumes have no shadow VMs
      cinder|vmware|vmware_lazy_create|True|no effect: a volume is made when
      cinder|vmware|vmware_datastore_regex|nas.*|datastore_regex: "nas.*"
      cinder|vmware|vmware_enable_volume_stats|True|no effect: every plan reads it again
      cinder|vmware|volume_driver|cinder.volume.drivers.vmware.vmdk.VMwareVcVmdkDriver|no effect: `vcenter:` says
      cinder|DEFAULT|enabled_backends|vmware|no effect: there is one vCenter
      cinder|vmware|volume_backend_name|vmware|no effect: there is one vCenter
      cinder|DEFAULT|vmdk_allowed_types|streamOptimized|no effect: the file itself is inspected
      """;

  private record Row(String file, String section, String option, String value, String becomes) {}

  private static Stream<Row> rows() {
    return ROWS.lines()
        .map(line -> line.split("\\|", 5))
        .flatMap(
            cells ->
                Stream.of(cells[2].split(" "))
                    .map(
                        option ->
                            new Row(
                                cells[0],
                                option.startsWith("vmwareapi_") ? "DEFAULT" : cells[1],
                                option,
                                cells[3],
                                cells[4])));
  }

  private static Import.Imported imported(String file, String text) {
    return new Import(Optional.empty(), Map.of())
        .read(List.of(new SourceFile(file, text)), List.of(), "openstack");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void becomesALineOfThePlaybookOrIsSaidToHaveNoEffect(Row row) {
    Import.Imported imported =
        imported(
            row.file() + ".conf",
            "[" + row.section() + "]\n" + row.option() + " = " + row.value() + "\n");

    String named = "[" + row.section() + "] " + row.option();
    assertThat(imported.lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith(row.file() + ".conf:2:1  " + named + "  ");
    boolean isKey = row.becomes().matches("[a-z_]+: .*") && !row.becomes().startsWith("no effect");
    if (isKey) {
      assertThat(imported.playbook().lines()).contains("  " + row.becomes());
      assertThat(imported.lines().get(0))
          .contains("  vcenter." + row.becomes().replaceAll(":.*", ""));
    } else {
      assertThat(imported.lines().get(0)).contains(row.becomes());
    }
    assertThat(imported.playbook()).doesNotContain("canary");
    assertThat(imported.diagnostics().toString() + imported.lines()).doesNotContain("canary");
  }

  @Test
  void noRowOfTheTableIsLeftOut() {
    Set<String> tested = new TreeSet<>();
    rows().forEach(row -> tested.add(row.file() + " " + row.option()));
    List<String> all = new ArrayList<>();
    for (Option row : Options.ALL) {
      List<String> names = new ArrayList<>(row.aliases());
      names.add(row.name());
      names.forEach(name -> all.add(row.conf().file().replace(".conf", "") + " " + name));
    }

    assertThat(tested).containsExactlyElementsOf(new TreeSet<>(all));
  }
}
