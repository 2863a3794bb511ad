package dev.provision.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A system that the engine can drive, such as a vCenter; found by {@link java.util.ServiceLoader}.
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
   * What an environment keeps in the world for itself, such as a list of what it owns. It is never
   * declared and never an orphan, and a destroy deletes it last. Empty when there is none.
   */
  default Optional<ManagedKind<?, ?, ?, R, W>> home() {
    return Optional.empty();
  }

  /**
   * Identifies the world behind a connection: equal when two connections clearly lead to the same
   * one.
   */
  default String world(C connection) {
    return connection.toString();
  }

  /**
   * The places that a connection names by a text and in which everything stands that names no other
   * one: its datacenter, its cluster. What a play makes of them comes before what stands in them.
   */
  default List<String> places(C connection) {
    return List.of();
  }

  /**
   * Opens a connection that can only read.
   *
   * @throws ModuleException of kind UNREACHABLE; says which layer failed, where each setting came
   *     from and what to do
   */
  ReadSession<R> openReadOnly(Declaration<C> connection, RunContext run)
      throws ModuleException, InterruptedException;

  /** Opens a connection that can write. Throws as {@link #openReadOnly} does. */
  Session<R, W> open(Declaration<C> connection, RunContext run)
      throws ModuleException, InterruptedException;

  /**
   * Opens a copy of the world, so that a plan can be carried out without changing the world itself.
   * The world is only read.
   *
   * @param survey what the copy has to contain
   * @param from a saved copy; the world is then not contacted at all
   * @param keepIn where to save the copy
   * @throws ModuleException as {@link #openReadOnly} does; of kind REFUSED when no copy is possible
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
   * Names in the connection that match nothing, or more than one object. They fail every plan
   * except that of a destroy, with their positions in the playbook. Pure.
   */
  default List<Problem> problems(Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * Checks the connection layer by layer, outermost first, and changes nothing. When a layer fails,
   * the layers behind it are reported as skipped, with the reason.
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
   * The same for a playbook: what it declares decides which features are checked. Which privileges
   * it needs its plan says, so they are not asked for here.
   *
   * @param declared all declarations, also those with mistakes
   */
  default List<Layer> diagnose(
      Declaration<C> connection, List<Declaration<?>> declared, RunContext run)
      throws InterruptedException {
    return diagnose(connection, run);
  }

  /**
   * Which privileges a declaration needs from its making to its deletion, and on what, as far as
   * its kind says; none for one that is only looked up. Pure.
   */
  default List<Right> lifetime(Declaration<?> declared, Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * Which privileges it takes to take and give back the lease of an environment. Pure.
   *
   * @param read the snapshot
   */
  default List<Right> toLease(EnvironmentId environment, Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * Which privileges only commands need for what is declared, such as one that opens a console; the
   * call of each says which command. Pure.
   */
  default List<Right> commands(List<Declaration<?>> declared, Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * Which privileges it takes to leave a record of changes in the server's events; the call of each
   * says that it is for this. Without them everything else goes on. Pure.
   */
  default List<Right> toRecord(EnvironmentId environment, Declaration<C> connection, R read) {
    return List.of();
  }

  /**
   * A piece of a playbook that gives somebody these privileges; empty when there are none, and when
   * this provider cannot give any. Pure.
   */
  default String granting(List<Right> rights, Declaration<C> connection, R read) {
    return "";
  }

  /**
   * Asks the server, with reads only, about behaviour that the authors of this product have not
   * seen. The lines contain no names of the user's, so that he can send them.
   */
  default List<Layer> probe(Declaration<C> connection, RunContext run) throws InterruptedException {
    return List.of(Layer.skipped("probe", "because there is nothing to ask"));
  }

  /** The provider's own commands, besides those that every provider has. */
  default List<ProviderCommand> commands() {
    return List.of();
  }

  /**
   * Decides where each new resource goes, for all of them together. Resources that fail for the
   * same reason get the same text. Pure.
   *
   * @param environment the environment that the resources belong to
   */
  Allocation allocate(
      EnvironmentId environment, List<Demand> demands, Declaration<C> connection, R read);

  /**
   * Says why {@link #allocate} places one of these where it does; empty when there is nothing to
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
