'use client';

import { Component, type ReactNode } from 'react';
import { Button } from './button';

type Props = { what: string; children: ReactNode };

/** Keeps a fault in one panel from taking the page with it. */
export class PanelBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert" className="flex flex-col items-center gap-3 py-16 text-center">
        <p className="text-muted">{this.props.what} could not be drawn. The rest of the page still works.</p>
        <Button onClick={() => this.setState({ failed: false })}>Try again</Button>
      </div>
    );
  }
}
