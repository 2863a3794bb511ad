package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.Explanation;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why one declared resource goes where it goes, or goes nowhere.
 *
 * @param path where it is; empty when it is to be made
 * @param explanation as the plan places it, with all others that are to be made; of one that is
 *     there as if it were placed now, alone. Empty for what needs no place
 */
public record Why(Address address, String path, Optional<Explanation> explanation) {

  /**
   * Looks, without a plan: one that finds no place has none.
   *
   * @param about an address of the play
   * @return without a value when mistakes stand in the way
   * @throws ModuleException when the world could not be read
   */
  public static <R, W> Checked<Why> of(Work<?, R, W> work, ReadSession<R> session, Address about)
      throws ModuleException, InterruptedException {
    R read = Surveying.of(work, session);
    Findings findings = new Findings();
    findings.add(Declared.missingPlaces(work, work.nodes(), read, Policy.DEFAULT));
    if (findings.hasErrors()) {
      return Checked.failed(findings.all());
    }
    Declared<R, W> declared =
        new Declared<>(work, new Deciding<>(Policy.DEFAULT, Set.of(), findings), findings);
    R then = declared.decide(work.nodes(), read);
    Optional<Draft<R, W>> draft = declared.draft(about);
    List<Diagnostic> all = findings.all();
    if (draft.isEmpty()) {
      return findings.hasErrors()
          ? Checked.failed(all)
          : Checked.of(new Why(about, "", Optional.empty()), all);
    }
    List<Demand> demands =
        draft.get().isMade() || declared.isMoved(about)
            ? declared.demands()
            : draft.get().found().demands();
    boolean asks = demands.stream().anyMatch(demand -> demand.address().equals(about));
    return Checked.of(
        new Why(
            about,
            draft.get().found().path(),
            asks ? work.explain(demands, about, then) : Optional.empty()),
        all.stream().filter(diagnostic -> !diagnostic.isError()).toList());
  }
}
