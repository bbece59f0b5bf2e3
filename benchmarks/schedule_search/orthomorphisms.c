/* orthomorphisms of an abelian group Z_A x Z_B kept by a multiplier; prints a set of W pairwise orthogonal ones */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int A,Bm,N,W,MU; static int add[64][64],neg[64];
static signed char *L; static long nl=0,cap=0;
static int phi[64],usedv[64],usedd[64]; static int orep[64],olen[64],no;
static int mulm(int x,int u){int a=x/Bm,b=x%Bm;return (a*u%A)*Bm+(b*u%Bm);}
static void rec(int i){
  if(nl>=3000000)return;
  if(i==no){ if(nl==cap){cap=cap?cap*2:1024;L=realloc(L,cap*N);} for(int x=0;x<N;x++)L[nl*N+x]=phi[x]; nl++; return; }
  int x=orep[i];
  for(int y=0;y<N;y++){ int xx=x,yy=y,ok=1,j; int px[64];
    for(j=0;j<olen[i];j++){int d=add[yy][neg[xx]]; if(usedv[yy]||usedd[d]){ok=0;break;} usedv[yy]=usedd[d]=1;phi[xx]=yy;px[j]=xx;xx=mulm(xx,MU);yy=mulm(yy,MU);}
    int n=j; if(ok&&yy!=y)ok=0;
    if(ok)rec(i+1);
    for(j=0;j<n;j++){int q=phi[px[j]];usedv[q]=0;usedd[add[q][neg[px[j]]]]=0;}
  }
}
static int orth(const signed char*a,const signed char*b){unsigned long long s=0;for(int x=0;x<N;x++){int d=add[a[x]][neg[b[x]]];if(s>>d&1)return 0;s|=1ULL<<d;}return 1;}
static long pick[16];
static int clique(long*c,long n,int depth){ if(depth==W){for(int i=0;i<W;i++){for(int x=0;x<N;x++)printf("%d ",L[pick[i]*N+x]);printf("\n");}return 1;}
  if(n<W-depth)return 0; long*d=malloc(n*sizeof(long)); for(long i=0;i<n;i++){pick[depth]=c[i];long m=0;for(long j=i+1;j<n;j++)if(orth(L+c[i]*N,L+c[j]*N))d[m++]=c[j]; if(clique(d,m,depth+1))return 1;} free(d);return 0;}
int main(int argc,char**v){A=atoi(v[1]);Bm=atoi(v[2]);MU=atoi(v[3]);W=atoi(v[4]);N=A*Bm;
 for(int x=0;x<N;x++){for(int y=0;y<N;y++)add[x][y]=((x/Bm+y/Bm)%A)*Bm+(x%Bm+y%Bm)%Bm;} for(int x=0;x<N;x++)for(int y=0;y<N;y++)if(add[x][y]==0)neg[x]=y;
 char s[64]={0};s[0]=1;usedv[0]=usedd[0]=1;phi[0]=0; for(int x=1;x<N;x++)if(!s[x]){int l=0,y=x;do{s[y]=1;y=mulm(y,MU);l++;}while(y!=x);orep[no]=x;olen[no++]=l;}
 rec(0); fprintf(stderr,"%ld orthomorphisms\n",nl); long*c=malloc(nl*sizeof(long));for(long i=0;i<nl;i++)c[i]=i; return !clique(c,nl,0);}
