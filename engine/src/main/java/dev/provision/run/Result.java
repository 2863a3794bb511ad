package dev.provision.run;

import dev.provision.plan.Known;
import dev.provision.spi.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param outcomes in the order of the plan
 * @param known attributes as last read, for outputs
 */
public record Result(Map<Address, Outcome> outcomes, Known known) {
  public Result {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  public boolean isGood() {
    return outcomes.values().stream().allMatch(Outcome::isGood);
  }
}
