package dev.provision.vsphere.connection;

import dev.provision.spi.RunContext;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.SoapOptions;
import dev.provision.vsphere.wire.TlsPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The options of a connection's wire, from its {@code vcenter:} and the run. */
public final class WireOptions {
  /** How long the server may send nothing; a slow vCenter needs much less for a large page. */
  static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

  private WireOptions() {}

  /** For a connection to this host, with the types that yavijava lacks. */
  public static SoapOptions of(VcenterSpec spec, String host, RunContext run) {
    return new SoapOptions(
        host,
        spec.port(),
        tls(spec),
        spec.connectTimeout(),
        READ_TIMEOUT,
        run.runId(),
        Stream.concat(PbmStub.TYPES.stream(), NewerTypes.ALL.stream()).toList());
  }

  public static TlsPolicy tls(VcenterSpec spec) {
    // a path with a NUL character cannot be built; with `?` the file is reported as missing
    Optional<Path> caFile = spec.caFile().map(name -> Path.of(name.replace('\0', '?')));
    return new TlsPolicy(caFile, spec.thumbprint(), spec.insecure());
  }

  /** The run's clock in nanoseconds; it counts whole milliseconds. */
  public static LongSupplier nanos(RunContext run) {
    return () -> run.clock().millis() * 1_000_000;
  }

  /** Writes lines into the run's trace, if it has one. */
  public static Consumer<String> trace(RunContext run) {
    return line -> run.trace().ifPresent(out -> out.println(line));
  }
}
