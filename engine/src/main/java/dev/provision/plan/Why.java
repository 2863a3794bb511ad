package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.Explanation;
import dev.provision.spi.ModuleException;
import dev.provision.spi.ReadSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why one declared resource goes where it goes, or fits nowhere.
 *
 * @param path where it is; empty when it will be created
 * @param explanation the table for a new resource, placed together with all other new ones; for an
 *     existing one, as if it were placed now and alone. Empty for a resource that needs no place
 */
public record Why(Address address, String path, Optional<Explanation> explanation) {

  /**
   * Explains without a plan, because there is no plan when a resource fits nowhere.
   *
   * @param about an address of the play
   * @return no value when the playbook has mistakes
   * @throws ModuleException when the server could not be read
   */
  public static <R, W> Checked<Why> of(Work<?, R, W> work, ReadSession<R> session, Address about)
      throws ModuleException, InterruptedException {
    R read = Surveying.of(work, session);
    Findings findings = new Findings();
    Declared<R, W> declared =
        new Declared<>(
            work, new Deciding<>(Policy.DEFAULT, Set.of(), Map.of(), findings), findings);
    R then = declared.decide(work.nodes(), read);
    List<Diagnostic> places = declared.missingPlaces(then);
    if (!places.isEmpty()) {
      findings.addFirst(places);
      return Checked.failed(findings.all());
    }
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
