package dev.provision.simulator.serve;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.soap.WireTypes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * A simulated vCenter behind a port: {@code /sdk} and {@code /pbm} over SOAP, {@code /folder} and
 * {@code /nfc} for files, {@code /rest} and {@code /api} for tags, all over TLS. Each request has a
 * thread of its own while it lasts.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpsServer server;
  private final ExecutorService threads;

  private SimulatorServer(HttpsServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts it.
   *
   * @param listen port 0 for any that is free
   * @param random that nobody can guess, for the cookies of sessions
   * @param log is told of bugs of ours
   * @throws IOException when it cannot listen there
   */
  static SimulatorServer start(
      InetSocketAddress listen,
      SSLContext tls,
      Vcenter vcenter,
      Accounts accounts,
      Limits limits,
      Random random,
      Consumer<String> log)
      throws IOException {
    // an answer is two writes, and the second must not wait for the first to be acknowledged
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpsServer server = HttpsServer.create(listen, BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    ExecutorService threads =
        new ThreadPoolExecutor(
            0,
            limits.requests(),
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "simulator-request");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    Clients clients = new Clients(limits.sessions(), random);
    List<Class<?>> types = new ArrayList<>(NewerTypes.ALL);
    types.addAll(PbmStub.TYPES);
    SoapEnd soap = new SoapEnd(vcenter, limits, accounts, clients, new WireTypes(types), log);
    HttpHandler calls = new SdkHandler(soap, new VersionList(vcenter.apiVersion()), limits);
    HttpHandler files = new FileHandler(vcenter, clients, limits);
    HttpHandler rest =
        new RestHandler(vcenter.rest(accounts::admit, clients::unguessable), vcenter, limits);
    server.createContext("/sdk", calls);
    server.createContext("/rest/", rest);
    server.createContext("/api/", rest);
    server.createContext("/pbm", calls);
    server.createContext("/folder/", files);
    server.createContext("/nfc/", files);
    server.start();
    return new SimulatorServer(server, threads);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Takes no more requests, and ends those that wait. */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
