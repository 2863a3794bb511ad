package dev.provision.openstack;

import static dev.provision.openstack.Conf.CINDER;
import static dev.provision.openstack.Conf.GLANCE;
import static dev.provision.openstack.Conf.NOVA;
import static dev.provision.openstack.Conf.REGISTRY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every option that Nova's VMware driver (nova/conf/vmware.py), Glance's VMware store
 * (glance_store/_drivers/vmware_datastore.py) and Cinder's VMDK driver
 * (cinder/volume/drivers/vmware/vmdk.py) read, and those beside them that change what these do: one
 * row each. Aliases are names of other releases: {@code vmwareapi_...} is Havana's.
 */
final class Options {
  private static final String POLLED =
      "tasks are waited for with one call that vCenter answers when something changes";
  private static final String RETRIED =
      "what may pass is tried again from a fresh look at what is there, so that nothing is made"
          + " twice";
  private static final String PAGED = "all pages are read, whatever their size";
  private static final String WSDL = "the API's types are built in";
  private static final String INSPECTED =
      "the file itself is inspected, and what refers to other files is refused";
  private static final String NO_SHADOWS = "volumes have no shadow VMs";
  private static final String INSECURE =
      "skips verification of the certificate and nothing else: the connection is encrypted all the"
          + " same";
  private static final String NO_REGISTRY =
      "glance-registry never stored an image, and there is none any more";

  static final List<Option> ALL =
      Stream.of(nova(), novaBeside(), glance(), registry(), cinder())
          .flatMap(List::stream)
          .toList();

  private Options() {}

  /** The row of an option where it is read; empty where nobody reads it. */
  static Optional<Option> of(Conf conf, Setting setting) {
    return ALL.stream()
        .filter(row -> row.conf() == conf && row.isCalled(setting.key()))
        .filter(
            row ->
                row.section().equals("*")
                    || row.section().equals(setting.section())
                    || setting.key().startsWith("vmwareapi_")
                        && setting.section().equals("DEFAULT"))
        .findFirst();
  }

  /** The names that a section of this file may have, for what is mistyped there. */
  static List<String> namesIn(Conf conf, String section) {
    return ALL.stream()
        .filter(row -> row.conf() == conf)
        .filter(row -> row.section().equals(section) || row.section().equals("*"))
        .map(Option::name)
        .toList();
  }

  private static List<Option> nova() {
    List<Option> rows = new ArrayList<>();
    rows.add(row("host_ip", key("host"), "vmwareapi_host_ip"));
    rows.add(row("host_port", key("port"), "vmwareapi_host_port"));
    rows.add(row("host_username", key("username"), "vmwareapi_host_username"));
    rows.add(row("host_password", key("password"), "vmwareapi_host_password"));
    rows.add(row("ca_file", key("ca_file", "trusted for files too, which Nova never verified")));
    rows.add(row("insecure", key("insecure", INSECURE), "api_insecure"));
    rows.add(row("cluster_name", key("cluster"), "vmwareapi_cluster_name"));
    rows.add(
        row(
            "datastore_regex",
            key("datastore_regex", "anchored at the start, as in Nova"),
            "vmwareapi_datastore_regex"));
    rows.add(row("wsdl_location", nothing(WSDL), "vmwareapi_wsdl_loc"));
    rows.add(row("task_poll_interval", nothing(POLLED), "vmwareapi_task_poll_interval"));
    rows.add(row("api_retry_count", nothing(RETRIED), "vmwareapi_api_retry_count"));
    rows.add(row("maximum_objects", nothing(PAGED)));
    rows.add(
        row("connection_pool_size", nothing("connections are opened as `--parallelism` asks for")));
    rows.add(
        row(
            "use_linked_clone",
            elsewhere("instances.<name>.clone", "linked or full, linked when left out"),
            "vmwareapi_use_linked_clone"));
    rows.add(
        row(
            "cache_prefix",
            nothing("images are shared by all, each under the hash of its content")));
    rows.add(
        row(
            "pbm_enabled",
            nothing(
                "a storage policy is used where one is named: vmware:storage_policy; unlike in"
                    + " Nova, datastore_regex counts then too")));
    rows.add(
        row(
            "pbm_default_policy",
            elsewhere(
                "flavors.<name>.extra_specs[\"vmware:storage_policy\"]",
                "of each flavor that names none")));
    rows.add(row("pbm_wsdl_location", nothing(WSDL)));
    String webmks = "a console is a ticket of vCenter's: ESXi 7.0 took its VNC server out";
    rows.add(row("vnc_port", nothing(webmks)));
    rows.add(row("vnc_port_total", nothing(webmks)));
    rows.add(row("vnc_keymap", nothing(webmks)));
    rows.add(row("console_delay_seconds", nothing("it was for typing over VNC; " + webmks)));
    String serial = "instances get no serial port to a concentrator";
    rows.add(row("serial_port_service_uri", nothing(serial)));
    rows.add(row("serial_port_proxy_uri", nothing(serial)));
    rows.add(row("serial_log_dir", nothing(serial)));
    rows.add(
        row(
            "integration_bridge",
            elsewhere(
                "networks.<name>.port_group", "the network that NICs are to be on, by name")));
    return rows;
  }

  /** Options of Nova's that are not the driver's. */
  private static List<Option> novaBeside() {
    List<Option> rows = new ArrayList<>();
    rows.add(
        option(NOVA, "DEFAULT", "compute_driver", nothing("`vcenter:` says that it is a vCenter")));
    String reserved =
        "each host is looked at as it is, with what its own VMs and services take now";
    rows.add(
        option(
            NOVA,
            "DEFAULT",
            "reserved_host_memory_mb",
            key("reserved_host_memory", "of each host, besides what is in use")));
    rows.add(option(NOVA, "DEFAULT", "reserved_host_disk_mb", nothing(reserved)));
    rows.add(option(NOVA, "DEFAULT", "reserved_host_cpus", nothing(reserved)));
    for (String what : List.of("cpu", "ram", "disk")) {
      rows.add(
          option(
              NOVA,
              "DEFAULT",
              "initial_" + what + "_allocation_ratio",
              key(what + "_allocation_ratio", "of each host, not of the cluster as a whole"),
              what + "_allocation_ratio"));
    }
    rows.add(option(NOVA, "DEFAULT", "config_drive_format", nothing("a config drive is iso9660")));
    rows.add(
        option(
            NOVA,
            "DEFAULT",
            "force_config_drive",
            elsewhere("instances.<name>.config_drive", "each instance says whether it has one")));
    rows.add(
        option(
            NOVA,
            "DEFAULT",
            "flat_injected",
            nothing("addresses reach the guest with its meta-data and its customization")));
    String cache =
        "images are templates of the environment provision/images, removed when asked for";
    rows.add(
        option(
            NOVA,
            "image_cache",
            "subdirectory_name",
            nothing(cache),
            "image_cache_subdirectory_name"));
    rows.add(option(NOVA, "image_cache", "remove_unused_base_images", nothing(cache)));
    rows.add(
        option(NOVA, "image_cache", "remove_unused_original_minimum_age_seconds", nothing(cache)));
    rows.add(
        option(
            NOVA,
            "image_cache",
            "manager_interval",
            nothing(cache),
            "image_cache_manager_interval"));
    rows.add(option(NOVA, "compute", "vmdk_allowed_types", nothing(INSPECTED)));
    return rows;
  }

  private static List<Option> glance() {
    List<Option> rows = new ArrayList<>();
    rows.add(option(GLANCE, "*", "vmware_server_host", key("host")));
    rows.add(option(GLANCE, "*", "vmware_server_username", key("username")));
    rows.add(option(GLANCE, "*", "vmware_server_password", key("password")));
    rows.add(
        option(
            GLANCE,
            "*",
            "vmware_datastores",
            key(
                "datastores",
                "with weights: of those that have room the heaviest, then the emptiest")));
    rows.add(option(GLANCE, "*", "vmware_datastore_name", key("datastores")));
    rows.add(option(GLANCE, "*", "vmware_datacenter_path", key("datacenter")));
    rows.add(option(GLANCE, "*", "vmware_store_image_dir", key("image_dir")));
    rows.add(
        option(
            GLANCE,
            "*",
            "vmware_insecure",
            key(
                "insecure",
                INSECURE
                    + ". Before glance_store 0.12 it meant plain http, which vCenter redirects"
                    + " (301) while the upload breaks off (104)"),
            "vmware_api_insecure"));
    rows.add(option(GLANCE, "*", "vmware_ca_file", key("ca_file")));
    rows.add(option(GLANCE, "*", "vmware_api_retry_count", nothing(RETRIED)));
    rows.add(option(GLANCE, "*", "vmware_task_poll_interval", nothing(POLLED)));
    String stores = "images go to the vCenter of `vcenter:`";
    rows.add(option(GLANCE, "*", "default_store", nothing(stores), "default_backend"));
    rows.add(option(GLANCE, "*", "stores", nothing(stores), "enabled_backends"));
    rows.add(
        option(
            GLANCE, "*", "filesystem_store_datadir", nothing("no copy is kept: it is streamed")));
    rows.add(option(GLANCE, "image_format", "vmdk_allowed_types", nothing(INSPECTED)));
    return rows;
  }

  /** As Glance's own, since somebody may have only this file; but it never had an effect there. */
  private static List<Option> registry() {
    List<Option> rows = new ArrayList<>();
    for (Option row : glance()) {
      Becomes becomes =
          row.becomes() instanceof Becomes.Vcenter vcenter
              ? key(vcenter.key(), "where no other file says it; " + NO_REGISTRY)
              : nothing(NO_REGISTRY);
      rows.add(new Option(REGISTRY, row.section(), row.name(), row.aliases(), becomes));
    }
    return rows;
  }

  private static List<Option> cinder() {
    List<Option> rows = new ArrayList<>();
    rows.add(option(CINDER, "*", "vmware_host_ip", key("host")));
    rows.add(option(CINDER, "*", "vmware_host_port", key("port")));
    rows.add(option(CINDER, "*", "vmware_host_username", key("username")));
    rows.add(option(CINDER, "*", "vmware_host_password", key("password")));
    rows.add(option(CINDER, "*", "vmware_wsdl_location", nothing(WSDL)));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_host_version",
            nothing("the server says itself which version it is")));
    rows.add(option(CINDER, "*", "vmware_api_retry_count", nothing(RETRIED)));
    rows.add(option(CINDER, "*", "vmware_task_poll_interval", nothing(POLLED)));
    rows.add(option(CINDER, "*", "vmware_max_objects_retrieval", nothing(PAGED)));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_connection_pool_size",
            nothing("connections are opened as `--parallelism` asks for")));
    rows.add(option(CINDER, "*", "vmware_ca_file", key("ca_file")));
    rows.add(option(CINDER, "*", "vmware_insecure", key("insecure", INSECURE)));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_volume_folder",
            key(
                "volume_dir",
                "a folder on datastores; Cinder's was one of shadow VMs in the inventory")));
    rows.add(option(CINDER, "*", "vmware_tmp_dir", nothing("nothing is stored here on the way")));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_image_transfer_timeout_secs",
            nothing("a transfer may take as long as it moves")));
    rows.add(option(CINDER, "*", "vmware_cluster_name", nothing(NO_SHADOWS)));
    rows.add(option(CINDER, "*", "vmware_storage_profile", nothing("it was for statistics only")));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_adapter_type",
            elsewhere("volumes.<name>.adapter_type", "each volume says its own")));
    rows.add(
        option(CINDER, "*", "vmware_snapshot_format", nothing(NO_SHADOWS + " to be snapshot")));
    rows.add(
        option(CINDER, "*", "vmware_lazy_create", nothing("a volume is made when it is declared")));
    rows.add(
        option(
            CINDER,
            "*",
            "vmware_datastore_regex",
            key("datastore_regex", "for instances as well as for volumes")));
    rows.add(
        option(CINDER, "*", "vmware_enable_volume_stats", nothing("every plan reads it again")));
    rows.add(option(CINDER, "*", "volume_driver", nothing("`vcenter:` says that it is a vCenter")));
    rows.add(
        option(CINDER, "*", "enabled_backends", nothing("there is one vCenter for each play")));
    rows.add(
        option(CINDER, "*", "volume_backend_name", nothing("there is one vCenter for each play")));
    rows.add(option(CINDER, "*", "vmdk_allowed_types", nothing(INSPECTED)));
    return rows;
  }

  private static Option row(String name, Becomes becomes, String... aliases) {
    return option(NOVA, "vmware", name, becomes, aliases);
  }

  private static Option option(
      Conf conf, String section, String name, Becomes becomes, String... aliases) {
    return new Option(conf, section, name, List.of(aliases), becomes);
  }

  private static Becomes key(String key) {
    return key(key, "");
  }

  private static Becomes key(String key, String remark) {
    return new Becomes.Vcenter(key, remark);
  }

  private static Becomes elsewhere(String where, String remark) {
    return new Becomes.Elsewhere(where, remark);
  }

  private static Becomes nothing(String why) {
    return new Becomes.Nothing(why);
  }
}
