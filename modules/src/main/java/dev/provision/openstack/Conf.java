package dev.provision.openstack;

import dev.provision.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files that OpenStack's services are set up with, the one that decides first. */
enum Conf {
  NOVA("nova.conf"),
  GLANCE("glance-api.conf"),
  CINDER("cinder.conf"),
  REGISTRY("glance-registry.conf");

  private final String file;

  Conf(String file) {
    this.file = file;
  }

  /** As it is called where it is installed. */
  String file() {
    return file;
  }

  /** By its name, and where that says nothing by what only one of them holds. */
  static Optional<Conf> of(SourceFile source) {
    String name = Path.of(source.name()).getFileName().toString().toLowerCase(Locale.ROOT);
    for (Conf conf : List.of(REGISTRY, GLANCE, CINDER, NOVA)) {
      if (name.contains(conf.file.replace(".conf", "").replace("-api", ""))) {
        return Optional.of(conf);
      }
    }
    if (has(source, "compute_driver|host_ip|vmwareapi_host_ip|datastore_regex|cluster_name")) {
      return Optional.of(NOVA);
    }
    if (has(source, "volume_driver|enabled_backends|vmware_host_ip|vmware_volume_folder")) {
      return Optional.of(CINDER);
    }
    return has(source, "vmware_server_host|vmware_datastores|default_store")
        ? Optional.of(GLANCE)
        : Optional.empty();
  }

  private static boolean has(SourceFile source, String keys) {
    return source.text().lines().anyMatch(line -> line.matches("(" + keys + ")\\s*[=:].*"));
  }
}
