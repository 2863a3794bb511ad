package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a host itself keeps on a datastore; where core dumps go is shown nowhere. */
final class HostUse {
  private static final String SWAP = "config.localSwapDatastore";
  private static final Map<String, String> OPTIONS = options();

  /** What to read of hosts. */
  static final Set<String> PROPERTIES = properties();

  private HostUse() {}

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(
        "config.option[\"ScratchConfig.CurrentScratchLocation\"]", "has its scratch directory");
    options.put(
        "config.option[\"ScratchConfig.ConfiguredScratchLocation\"]",
        "will have its scratch directory");
    options.put("config.option[\"Syslog.global.logDir\"]", "writes its logs");
    return options;
  }

  private static Set<String> properties() {
    Set<String> all = new LinkedHashSet<>(OPTIONS.keySet());
    all.add(SWAP);
    return all;
  }

  /** Each as the end of a sentence about the host: {@code writes its logs there}. */
  static List<String> of(Item host, Item datastore) {
    List<String> uses = new ArrayList<>();
    if (host.get(SWAP, ManagedObjectReference.class).filter(datastore.ref()::equals).isPresent()) {
      uses.add("keeps the swap files of its VMs there");
    }
    OPTIONS.forEach(
        (path, what) ->
            host.get(path, OptionValue.class)
                .map(option -> String.valueOf(option.getValue()))
                .filter(place -> isOn(place, datastore))
                .ifPresent(place -> uses.add(what + " there")));
    return uses;
  }

  /** {@code [ds1] logs}, or {@code /vmfs/volumes/} with its name or its id. */
  private static boolean isOn(String place, Item datastore) {
    String url = datastore.get("summary.url", String.class).orElse("").replaceAll("/+$", "");
    String id = url.substring(url.lastIndexOf('/') + 1);
    String volumes = "/vmfs/volumes/";
    return place.startsWith("[" + datastore.shown() + "]")
        || (place + "/").startsWith(volumes + datastore.shown() + "/")
        || !id.isEmpty() && (place + "/").startsWith(volumes + id + "/");
  }
}
