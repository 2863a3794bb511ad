package dev.provision.modules.clusters.settings;

import com.vmware.vim25.OptionValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The advanced options of DRS or HA while some get other values: a list is sent whole. */
final class ClusterOptions {
  private final Map<String, OptionValue> all = new LinkedHashMap<>();
  private final Consumer<OptionValue[]> into;

  /**
   * @param there what the cluster has; null for nothing
   * @param into takes the list after each change
   */
  ClusterOptions(OptionValue[] there, Consumer<OptionValue[]> into) {
    this.into = into;
    for (OptionValue each : there == null ? new OptionValue[0] : there) {
      all.put(each.getKey(), each);
    }
  }

  void put(String key, String value) {
    OptionValue option = new OptionValue();
    option.setKey(key);
    option.setValue(value);
    all.put(key, option);
    into.accept(all.values().toArray(OptionValue[]::new));
  }

  /** The value of one; null when there is none. */
  static String value(OptionValue[] options, String key) {
    for (OptionValue each : options == null ? new OptionValue[0] : options) {
      if (each.getKey().equals(key)) {
        return String.valueOf(each.getValue());
      }
    }
    return null;
  }
}
