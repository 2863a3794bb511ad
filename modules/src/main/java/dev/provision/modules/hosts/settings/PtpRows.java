package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostDateTimeInfo;
import dev.provision.modules.hosts.settings.PtpSpec.PortSpec;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.time.HostPtpConfig;
import dev.provision.vsphere.newer.time.HostPtpConfigPtpPort;
import dev.provision.vsphere.newer.time.PreciseTimeConfig;
import dev.provision.vsphere.newer.time.PreciseTimeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The time services of a host and its ports for PTP ({@code HostDateTimeSystem}). The API does not
 * say whether a port that is left out stays, so all are sent, as they are read in the step.
 */
final class PtpRows {
  private static final String SINCE = "7.0.3";
  private static final String WHAT = "time by PTP, which came with vSphere 7.0 U3";
  private static final String NONE = "none";
  private static final int LARGEST_DOMAIN = 255;

  private PtpRows() {}

  /**
   * What is sent.
   *
   * @param seen what the host has of PTP
   */
  record Draft(PreciseTimeConfig config, Optional<HostPtpConfig> seen) {
    static Draft empty() {
      return new Draft(new PreciseTimeConfig(), Optional.empty());
    }

    static Draft of(Item host) {
      return new Draft(new PreciseTimeConfig(), info(host).map(info -> info.ptpConfig).known());
    }

    HostPtpConfig ptp() {
      if (config.ptpConfig == null) {
        config.ptpConfig = new HostPtpConfig();
        config.ptpConfig.domain = seen.map(old -> old.domain).orElse(null);
        config.ptpConfig.port = seen.map(old -> old.port).orElse(null);
      }
      return config.ptpConfig;
    }

    /** Takes a port of that number, in the place of the one that is there. */
    void port(HostPtpConfigPtpPort port) {
      List<HostPtpConfigPtpPort> all = new ArrayList<>(ports(ptp()));
      all.removeIf(each -> each.index == port.index);
      all.add(port);
      ptp().port = all.toArray(new HostPtpConfigPtpPort[0]);
    }
  }

  /** After the NTP servers, which stand in for PTP. */
  static <S extends DeclaredSettings> List<Row<S, Item, Draft>> rows() {
    List<Row<S, Item, Draft>> rows = new ArrayList<>();
    rows.add(PtpRows.<S>domain());
    rows.add(PtpRows.<S>ports());
    rows.add(
        PtpRows.<S, String>time(
            "protocol",
            spec -> spec.protocol().map(TimeSpec.Protocol::word),
            info -> info.systemClockProtocol,
            (config, word) -> config.protocol = word));
    rows.add(
        PtpRows.<S, Boolean>time(
            "enabled",
            TimeSpec::enabled,
            info -> info.enabled,
            (config, on) -> config.enabled = on));
    rows.add(
        PtpRows.<S, Boolean>time(
            "fallback",
            TimeSpec::fallback,
            info -> not(info.disableFallback),
            (config, on) -> config.disableFallback = not(on)));
    rows.add(
        PtpRows.<S, Boolean>time(
            "events",
            TimeSpec::events,
            info -> not(info.disableEvents),
            (config, on) -> config.disableEvents = not(on)));
    return rows;
  }

  private static Boolean not(Boolean value) {
    return value == null ? null : !value;
  }

  private static Seen<PreciseTimeInfo> info(Item host) {
    return Seen.of(host, TimeRows.PROPERTY, HostDateTimeInfo.class)
        .map(info -> info instanceof PreciseTimeInfo precise ? precise : null);
  }

  private static List<HostPtpConfigPtpPort> ports(HostPtpConfig ptp) {
    return ptp.port == null ? List.of() : List.of(ptp.port);
  }

  private static <S extends DeclaredSettings, V> Row<S, Item, Draft> time(
      String field,
      Function<TimeSpec, Optional<V>> wanted,
      Function<PreciseTimeInfo, V> seen,
      BiConsumer<PreciseTimeConfig, V> put) {
    return FieldRow.<S, Item, Draft, V>of(
            "time." + field,
            TimeRows.PROPERTY,
            spec -> spec.time().flatMap(wanted),
            host -> info(host).map(seen),
            (draft, value, old) -> put.accept(draft.config(), value))
        .since(SINCE, WHAT);
  }

  private static <S extends DeclaredSettings> Row<S, Item, Draft> domain() {
    return FieldRow.<S, Item, Draft, Integer>of(
            "ptp.domain",
            TimeRows.PROPERTY,
            spec -> spec.ptp().flatMap(PtpSpec::domain),
            host -> info(host).map(info -> info.ptpConfig).map(ptp -> ptp.domain),
            (draft, domain, old) -> draft.ptp().domain = domain)
        .since(SINCE, WHAT);
  }

  private static <S extends DeclaredSettings> Row<S, Item, Draft> ports() {
    return new ListRow<>(
        "ptp.ports",
        TimeRows.PROPERTY,
        Optional.empty(),
        spec -> spec.ptp().flatMap(PtpSpec::ports),
        host -> info(host).map(info -> info.ptpConfig).map(PtpRows::byNumber),
        Rows.sparse(HostPtpConfigPtpPort::new, List.of(device())),
        new Ports(),
        (host, number) -> false,
        port -> port.device().orElse(NONE),
        PtpRows::words);
  }

  private static Map<String, HostPtpConfigPtpPort> byNumber(HostPtpConfig ptp) {
    Map<String, HostPtpConfigPtpPort> all = new LinkedHashMap<>();
    ports(ptp).forEach(each -> all.put(String.valueOf(each.index), each));
    return all;
  }

  private static Row<PortSpec, HostPtpConfigPtpPort, HostPtpConfigPtpPort> device() {
    return FieldRow.<PortSpec, HostPtpConfigPtpPort, HostPtpConfigPtpPort, String>of(
            "device",
            "",
            PortSpec::device,
            found -> Seen.of(words(found)),
            (port, device, old) -> {
              port.deviceType =
                  device.equals(NONE)
                      ? NONE
                      : device.startsWith("vmk") ? "virtualNic" : "pciPassthruNic";
              port.device = device.equals(NONE) ? null : device;
            })
        .since(SINCE, WHAT);
  }

  private static String words(HostPtpConfigPtpPort port) {
    return port.device == null || NONE.equals(port.deviceType) ? NONE : port.device;
  }

  private static final class Ports
      implements ListRow.Edits<Draft, HostPtpConfigPtpPort, HostPtpConfigPtpPort> {
    @Override
    public void add(Draft draft, String number, HostPtpConfigPtpPort port) {
      port.index = Integer.parseInt(number);
      draft.port(port);
    }

    @Override
    public void edit(
        Draft draft, String number, HostPtpConfigPtpPort port, HostPtpConfigPtpPort seen) {
      add(draft, number, port);
    }

    @Override
    public void remove(Draft draft, String number, HostPtpConfigPtpPort seen) {
      throw new AssertionError(number);
    }
  }

  static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    List<Problem> problems = new ArrayList<>();
    PtpSpec ptp = spec.ptp().orElseGet(() -> new PtpSpec(Optional.empty(), Optional.empty()));
    ptp.domain()
        .filter(domain -> domain < 0 || domain > LARGEST_DOMAIN)
        .ifPresent(domain -> problems.add(new Problem("ptp.domain", "a domain is 0 to 255")));
    ptp.ports()
        .orElse(Map.of())
        .forEach(
            (number, port) -> {
              String field = "ptp.ports." + number;
              if (!number.matches("[0-9]{1,2}")) {
                problems.add(new Problem(field, "a port is a number from 0, not `" + number + "`"));
              }
              port.device()
                  .filter(device -> !device.matches("none|vmk[0-9]{1,4}|[0-9a-fA-F:]+\\.[0-9a-f]+"))
                  .ifPresent(
                      device ->
                          problems.add(
                              new Problem(
                                  field,
                                  "expected one like vmk1 or 0000:05:00.0, or none, found `"
                                      + device
                                      + "`")));
            });
    return problems;
  }
}
