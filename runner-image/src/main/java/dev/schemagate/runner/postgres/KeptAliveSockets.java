package dev.schemagate.runner.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that say every minute that they are there. A statement may run for hours without a byte,
 * NATs and load balancers forget a connection after minutes, and the operating system would ask
 * first after two hours whether the server is still there.
 */
public final class KeptAliveSockets extends SocketFactory {
  static final int IDLE_SECONDS = 60;
  static final int INTERVAL_SECONDS = 10;
  static final int COUNT = 6;

  @Override
  public Socket createSocket() throws IOException {
    var socket = new Socket();
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, COUNT);
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return new Socket(host, port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return new Socket(host, port, local, localPort);
  }
}
