package dev.provision.simulator.serve;

import dev.provision.simulator.SimulatedConnection;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.storage.DatastoreFile;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.wire.Vim25;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is served. Safe for many threads. */
public interface Vcenter {
  /**
   * One client's connection, which holds its session.
   *
   * @param isLoggedIn whether that session is still there
   */
  record Client(Vim25 wire, BooleanSupplier isLoggedIn) {}

  /** A new connection, not logged in. */
  Client connect();

  /**
   * Where uploads go, all of them by way of the server's own address.
   *
   * @param tickets makes what nobody can guess, for the path of each lease's uploads
   * @param keptBytes of the largest file of a datastore that is kept whole
   */
  FileWires files(Supplier<String> tickets, int keptBytes);

  /**
   * The REST API.
   *
   * @param admits whether an account with this password may log in
   * @param tokens makes what nobody can guess, for each session
   */
  Rest rest(BiPredicate<String, String> admits, Supplier<String> tokens);

  /**
   * A file of a datastore; of no length for a folder, empty for what is not there.
   *
   * @param at {@code /folder/<path>?dcPath=<datacenter>&dsName=<datastore>}
   */
  Optional<DatastoreFile> file(URI at);

  /** The version of the API that it announces, {@code 8.0.2.0}. */
  String apiVersion();

  /** How many bytes of a disk it takes. */
  long stateBytes();

  /**
   * @param stateBytes how large the file is that keeps it
   */
  static Vcenter of(Simulator simulator, LongSupplier stateBytes) {
    return new Vcenter() {
      @Override
      public Client connect() {
        SimulatedConnection connection = simulator.connect();
        return new Client(connection, connection::isLoggedIn);
      }

      @Override
      public FileWires files(Supplier<String> tickets, int keptBytes) {
        simulator.serveFiles(tickets, keptBytes);
        return simulator.files();
      }

      @Override
      public Rest rest(BiPredicate<String, String> admits, Supplier<String> tokens) {
        return simulator.rest(admits, tokens);
      }

      @Override
      public Optional<DatastoreFile> file(URI at) {
        return simulator.file(at);
      }

      @Override
      public String apiVersion() {
        return simulator.apiVersion();
      }

      @Override
      public long stateBytes() {
        return stateBytes.getAsLong();
      }
    };
  }
}
