package dev.provision.modules.instances.vm;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import java.time.Duration;
import java.util.Optional;

/**
 * When dependants of an instance may start: {@code tools}, {@code {ip: eth0, timeout: 5 min}} or
 * {@code {tcp: 22}}.
 */
@Doc("What dependants wait for.")
public record WaitForSpec(
    @Doc("none, tools (VMware Tools run) or ip (an address on any NIC).") @Shorthand
        Optional<Until> until,
    @Doc("The NIC that must have an IPv4 address.") Optional<String> ip,
    @Doc("A TCP port that must answer, on the first address that is known.") Optional<Integer> tcp,
    @Doc("How long to wait.") @Bare("s") Optional<Duration> timeout) {
  /** What a single word asks for. */
  public enum Until {
    NONE,
    TOOLS,
    IP
  }

  /** Nothing is waited for. */
  public static final WaitForSpec NONE =
      new WaitForSpec(
          Optional.of(Until.NONE), Optional.empty(), Optional.empty(), Optional.empty());

  public boolean isNone() {
    return ip.isEmpty() && tcp.isEmpty() && until.orElse(Until.NONE) == Until.NONE;
  }
}
