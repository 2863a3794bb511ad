package dev.provision.vsphere.lease;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.proof.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of a lease, which anybody may have written. What was read and written reads equal. */
public final class LeaseTarget implements FuzzTarget {
  @Override
  public void take(byte[] input) {
    Optional<LeaseMark> read = LeaseMark.parse(new String(input, StandardCharsets.UTF_8));
    read.ifPresent(
        mark ->
            holds(
                read.equals(LeaseMark.parse(mark.toString())),
                "a mark that was written reads differently"));
  }
}
