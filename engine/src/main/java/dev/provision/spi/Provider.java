package dev.provision.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One kind of world that the engine can drive; found by {@link java.util.ServiceLoader}.
 *
 * @param <C> the record of its connection
 * @param <R> what its kinds read from
 * @param <W> what they write with
 */
public interface Provider<C extends Record, R, W> {
  /** The play's key that holds the connection: {@code vcenter}. */
  String section();

  Class<C> connection();

  List<Kind<?, R, W>> kinds();

  /**
   * What an environment keeps in the world for its own sake, such as a list of what it owns: never
   * declared, no orphan, and the last that a destroy takes away. Empty for none.
   */
  default Optional<ManagedKind<?, ?, ?, R, W>> home() {
    return Optional.empty();
  }

  /**
   * What names the world that a connection leads to: equal for two that are seen to lead to one.
   */
  default String world(C connection) {
    return connection.toString();
  }

  /**
   * Opens a connection that can only read.
   *
   * @throws ModuleException of kind UNREACHABLE, saying which layer failed, where each setting came
   *     from and what to do
   */
  ReadSession<R> openReadOnly(Declaration<C> connection, RunContext run)
      throws ModuleException, InterruptedException;

  /** Opens a connection that can write; the same errors. */
  Session<R, W> open(Declaration<C> connection, RunContext run)
      throws ModuleException, InterruptedException;

  /**
   * Opens a copy of the world on which a plan can be carried out without changing the world, which
   * is only read.
   *
   * @param survey what the copy has to hold
   * @param from a copy that was kept; then the world is not reached at all
   * @param keepIn where the copy is to be kept
   * @throws ModuleException as opening does; of kind REFUSED when there is no copy to be had
   */
  default Rehearsal<R, W> rehearse(
      Declaration<C> connection,
      Survey survey,
      RunContext run,
      Optional<Path> from,
      Optional<Path> keepIn)
      throws ModuleException, InterruptedException {
    throw ModuleException.refused("`" + section() + "` cannot be copied for a rehearsal");
  }

  /**
   * What the connection names that is not there, or is there more than once; it fails every plan
   * but that of a destroy, at its place in the playbook. Pure.
   */
  default List<Problem> problems(Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * Looks at the way to the world layer by layer, outermost first, and changes nothing. What lies
   * behind a layer that failed is said to be skipped, and why.
   */
  default List<Layer> diagnose(Declaration<C> connection, RunContext run)
      throws InterruptedException {
    try (ReadSession<R> session = openReadOnly(connection, run)) {
      return List.of(Layer.ok("connection", List.of(session.target())));
    } catch (ModuleException e) {
      return List.of(Layer.refused("connection", e));
    }
  }

  /**
   * The same for a playbook: what it declares says what is needed of the world.
   *
   * @param declared all of it, mistakes and all
   */
  default List<Layer> diagnose(
      Declaration<C> connection, List<Declaration<?>> declared, RunContext run)
      throws InterruptedException {
    return diagnose(connection, run);
  }

  /**
   * Asks the world, by reads alone, what the product's makers have not seen it do. The lines name
   * nothing of the user's, so that they can be sent.
   */
  default List<Layer> probe(Declaration<C> connection, RunContext run) throws InterruptedException {
    return List.of(Layer.skipped("probe", "because there is nothing to ask"));
  }

  /** Commands of its own besides those that every provider serves. */
  default List<ProviderCommand> commands() {
    return List.of();
  }

  /**
   * Decides for all that is to be made, at once, where it goes. What cannot be placed for one
   * reason is refused with one text. Pure.
   *
   * @param environment whose they are
   */
  Allocation allocate(
      EnvironmentId environment, List<Demand> demands, Declaration<C> connection, R read);

  /**
   * Says why {@link #allocate} puts one of these where it does; empty when there is nothing to
   * choose. Pure.
   *
   * @param about the address of one of the demands
   */
  default Optional<Explanation> explain(
      EnvironmentId environment,
      List<Demand> demands,
      Address about,
      Declaration<C> connection,
      R read) {
    return Optional.empty();
  }
}
